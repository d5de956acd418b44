package org.op25b.web;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BadRequestTest {
  private static final String GOOD =
      "{\"customer\":\"C-1\",\"prefix\":\"10.0.0.7\",\"reason\":\"own MTA\",\"expires\":\"90d\"}";

  private RestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new RestServer();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void malformedBodiesAreRefusedWithTheFieldAndChangeNothing() throws Exception {
    List<String> bodies = new ArrayList<>();
    for (String field : new String[] {"customer", "prefix", "reason", "expires"}) {
      for (String value :
          new String[] {
            "1",
            "true",
            "{}",
            "[]",
            "[\"a\"]",
            "1e400",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"" + "x".repeat(600) + "\"",
            "\"  \"",
            "null"
          }) {
        bodies.add(
            GOOD.replaceFirst(
                "\"" + field + "\":\"[^\"]*\"",
                java.util.regex.Matcher.quoteReplacement("\"" + field + "\":" + value)));
      }
      bodies.add(GOOD.replace(field, field + "x"));
    }
    for (String prefix :
        new String[] {
          "10.0.0.300",
          "10.0.0",
          "10.0.0.7/33",
          "10.0.0.7/-1",
          "10.0.0.7/24",
          "10.0.0.7/",
          "::g",
          "fe80::1%eth0",
          "::ffff:10.0.0.7",
          "localhost",
          "10.0.0.7/032",
          "0.0.0.0/0",
          "224.0.0.1",
          "127.0.0.1",
          "١٠.0.0.1",
          "10.0.0.7; drop table"
        }) {
      bodies.add(GOOD.replace("10.0.0.7", prefix));
    }
    for (String expires :
        new String[] {
          "yesterday",
          "2026-13-01",
          "2026-02-30",
          "-1d",
          "0d",
          "1999-01-01",
          "9999-01-01",
          "1y",
          "99999999999d",
          "2020-01-01T00:00:00Z",
          "2026-12-31T25:00:00Z"
        }) {
      bodies.add(GOOD.replace("90d", expires));
    }
    for (String whole :
        new String[] {
          "",
          " ",
          "null",
          "1",
          "\"x\"",
          "[]",
          "[" + GOOD + "]",
          GOOD + GOOD,
          GOOD + "x",
          "{\"a\":".repeat(20_000),
          "[".repeat(50_000),
          "{\"customer\":\"a\",\"customer\":\"b\"}",
          "{'customer':'x'}",
          "{customer:1}",
          "{\"customer\":\"x\",}",
          "// c\n" + GOOD,
          GOOD.replace("}", ",\"destinations\":\"192.0.2.1\"}").replace("192.0.2.1", "nowhere"),
          GOOD.replace("}", ",\"destinations\":[\"2001:db8::1\"]}"),
          GOOD.replace("}", ",\"destinations\":[1]}"),
          GOOD.replace("}", ",\"version\":\"x\",\"y\":1}"),
          GOOD.replace("}", ",\"__proto__\":{}}"),
          GOOD.replace("}", ",\"id\":\"../../etc\"}"),
          GOOD.replace("}", ",\"notBefore\":\"200d\"}")
        }) {
      bodies.add(whole);
    }
    // Cut and damaged versions of a good body, the same at every run.
    Random random = new Random(25);
    for (int i = 0; i < GOOD.length(); i++) {
      bodies.add(GOOD.substring(0, i));
    }
    for (int i = 0; i < 80; i++) {
      int at = random.nextInt(GOOD.length());
      bodies.add(
          GOOD.substring(0, at)
              + "{}[]\",:\\\u0001".charAt(random.nextInt(9))
              + GOOD.substring(at));
    }
    assertThat(bodies.size()).isAtLeast(200);
    for (String body : bodies) {
      HttpResponse<String> answer = server.post("exemptions", body);
      if (answer.statusCode() == 201) {
        // Some damage leaves a good body, such as a colon inside the reason.
        assertThat(new com.fasterxml.jackson.databind.ObjectMapper().readTree(body).isObject())
            .isTrue();
        continue;
      }
      refused(answer, body);
    }
    int made = server.exemptions.size();
    long changes = server.exemptions.version();
    assertThat(changes).isEqualTo(made);
    assertThat(made).isAtMost(20);
  }

  @Test
  void theContainersOwnRefusalsHaveTheSameForm() throws Exception {
    refused(server.get("nowhere"), 404);
    refused(server.get("exemptions/none"), 404);
    refused(server.get("audit/7777"), 404);
    refused(server.get("audit/x"), 404);
    HttpResponse<String> method = server.send(server.request("pools").DELETE());
    refused(method, 405);
    assertThat(method.headers().firstValue("Allow").get()).contains("GET");
    refused(server.send(server.request("events").DELETE()), 405);
    refused(server.send(server.request("pools").header("Accept", "image/png")), 406);
    for (String type :
        new String[] {
          "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/csv"
        }) {
      HttpRequest.Builder request =
          server
              .request("exemptions")
              .header("Content-Type", type)
              .POST(BodyPublishers.ofString(GOOD));
      refused(server.send(request), 415);
    }
    refused(server.send(server.request("exemptions").POST(BodyPublishers.ofString(GOOD))), 415);
    refused(server.post("exemptions", " ".repeat(70_000) + GOOD), 413);
    refused(server.post("exemptions?force=maybe", GOOD), 400);
    refused(server.post("exemptions?frce=true", GOOD), 400);
    refused(server.post("exemptions", GOOD, "Idempotency-Key", "a b"), 400);
    HttpRequest.Builder latin =
        server
            .request("exemptions")
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofByteArray(
                    GOOD.replace("own", "f\u00fcr").getBytes(StandardCharsets.ISO_8859_1)));
    refused(server.send(latin), 400);
    assertThat(server.exemptions.size()).isEqualTo(0);
  }

  private static void refused(HttpResponse<String> answer, int status) throws Exception {
    assertWithMessage(answer.body()).that(answer.statusCode()).isEqualTo(status);
    refused(answer, String.valueOf(status));
  }

  private static void refused(HttpResponse<String> answer, String what) throws Exception {
    assertWithMessage("%s: %s", what, answer.body()).that(answer.statusCode()).isAtLeast(400);
    assertWithMessage("%s: %s", what, answer.body()).that(answer.statusCode()).isLessThan(500);
    assertThat(answer.headers().firstValue("Content-Type").get())
        .startsWith("application/problem+json");
    JsonNode problem = RestServer.json(answer);
    assertThat(problem.path("detail").asText()).isNotEmpty();
    assertThat(answer.body()).doesNotContain("Exception");
    assertThat(answer.body()).doesNotContain("org.op25b");
  }
}
