package org.op25b.web;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PolicyResourceTest {
  private static final String MONITOR = policy("monitor");
  private static final String BLOCK = policy("block");

  private RestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new RestServer();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private static String policy(String phase) {
    return "{\"pools\":[{\"name\":\"p\",\"ipv4\":[\"10.1.0.0/16\"],\"phase\":\"" + phase + "\"}]}";
  }

  private HttpResponse<String> put(String path, String body, String ifMatch) throws Exception {
    return server.send(
        server
            .request(path)
            .header("Content-Type", "application/json")
            .header("If-Match", ifMatch)
            .PUT(BodyPublishers.ofString(body)));
  }

  @Test
  void thePolicyIsReadChangedAndRolledBack() throws Exception {
    assertThat(server.get("policy").statusCode()).isEqualTo(404);
    HttpResponse<String> first = put("policy?note=trial", MONITOR, "*");
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("ETag").get()).isEqualTo("\"1\"");
    JsonNode version = RestServer.json(first).path("version");
    assertThat(version.path("user").asText()).isEqualTo("onos");
    assertThat(version.path("channel").asText()).isEqualTo("rest");
    assertThat(version.path("note").asText()).isEqualTo("trial");
    assertThat(version.path("phases").get(0).path("to").asText()).isEqualTo("monitor");

    HttpResponse<String> second = put("policy", BLOCK, "\"1\"");
    assertThat(RestServer.json(second).path("version").path("version").asLong()).isEqualTo(2);
    JsonNode effect = RestServer.json(second).path("effect");
    assertThat(effect.path("difference").path("changes").get(0).path("fields").get(0).asText())
        .isEqualTo("phase");
    assertThat(effect.path("phases").get(0).path("from").asText()).isEqualTo("monitor");
    assertThat(effect.path("phases").get(0).path("ipv4Addresses").asLong()).isEqualTo(65536);

    HttpResponse<String> back = server.post("policy/rollback", "{\"version\":1}");
    assertThat(back.statusCode()).isEqualTo(200);
    HttpResponse<String> now = server.get("policy");
    assertThat(now.headers().firstValue("ETag").get()).isEqualTo("\"3\"");
    assertThat(RestServer.json(now).path("policy").path("pools").get(0).path("phase").asText())
        .isEqualTo("monitor");
    JsonNode versions = RestServer.json(server.get("policy/versions"));
    assertThat(versions.path("current").asLong()).isEqualTo(3);
    assertThat(versions.path("versions")).hasSize(3);
    assertThat(versions.path("versions").get(0).path("action").asText()).isEqualTo("rolled-back");
    assertThat(
            RestServer.json(server.get("policy/versions/2")).at("/policy/pools/0/phase").asText())
        .isEqualTo("block");
    assertThat(server.get("policy/versions/9").statusCode()).isEqualTo(404);
    assertThat(server.get("policy/versions/x").statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsRefusedSaysWhereAndChangesNothing() throws Exception {
    put("policy", MONITOR, "*");
    HttpResponse<String> bad = put("policy", policy("sometimes"), "\"1\"");
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(RestServer.json(bad).at("/problems/0/pointer").asText()).isEqualTo("/pools/0/phase");
    HttpResponse<String> stale = put("policy", BLOCK, "\"7\"");
    assertThat(stale.statusCode()).isEqualTo(412);
    assertThat(RestServer.json(stale).at("/current/version").asLong()).isEqualTo(1);
    assertThat(stale.headers().firstValue("ETag").get()).isEqualTo("\"1\"");
    HttpResponse<String> without =
        server.send(
            server
                .request("policy")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(BLOCK)));
    assertThat(without.statusCode()).isEqualTo(428);
    assertThat(put("policy", "{\"pools\":[],\"pools\":[]}", "*").statusCode()).isEqualTo(400);
    assertThat(put("policy", "{", "*").statusCode()).isEqualTo(400);
    assertThat(put("policy?dryrun=true", BLOCK, "*").statusCode()).isEqualTo(400);
    HttpResponse<String> dry = put("policy?dryRun=true", BLOCK, "*");
    assertThat(RestServer.json(dry).path("changed").asBoolean()).isTrue();
    for (String body :
        new String[] {
          "{}",
          "[]",
          "null",
          "{\"version\":\"1\"}",
          "{\"version\":1.5}",
          "{\"version\":-1}",
          "{\"version\":1e99}",
          "{\"version\":1,\"verson\":2}",
          "{\"version\":1,\"note\":7}",
          "{\"version\":1,\"note\":\"a\\u0007b\"}",
          "{\"version\":1,\"note\":\"" + "x".repeat(500) + "\"}",
          "{\"version\":1,\"dryRun\":\"yes\"}",
          "{\"version\":1}}"
        }) {
      assertWithMessage(body)
          .that(server.post("policy/rollback", body).statusCode())
          .isEqualTo(400);
    }
    assertThat(server.post("policy/rollback", "{\"version\":5}").statusCode()).isEqualTo(404);
    assertThat(server.get("policy").headers().firstValue("ETag").get()).isEqualTo("\"1\"");
  }

  @Test
  void aCheckTellsProblemsOrTheEffect() throws Exception {
    put("policy", MONITOR, "*");
    JsonNode bad = RestServer.json(server.post("policy/check", policy("sometimes")));
    assertThat(bad.path("ok").asBoolean()).isFalse();
    assertThat(bad.at("/problems/0/pointer").asText()).isEqualTo("/pools/0/phase");
    JsonNode good = RestServer.json(server.post("policy/check", BLOCK));
    assertThat(good.path("ok").asBoolean()).isTrue();
    assertThat(good.path("same").asBoolean()).isFalse();
    assertThat(good.at("/effect/phases/0/to").asText()).isEqualTo("block");
    assertThat(RestServer.json(server.post("policy/check", MONITOR)).path("same").asBoolean())
        .isTrue();
    assertThat(server.post("policy/check", "nonsense").statusCode()).isEqualTo(400);
  }

  @Test
  void viewersReadOnly() throws Exception {
    put("policy", MONITOR, "*");
    String guest = RestServer.basic("guest:guest");
    assertThat(server.send(server.anonymous("policy").header("Authorization", guest)).statusCode())
        .isEqualTo(200);
    for (String path : new String[] {"policy/check", "policy/rollback", "verify"}) {
      assertThat(
              server
                  .send(
                      server
                          .anonymous(path)
                          .header("Authorization", guest)
                          .header("Content-Type", "application/json")
                          .POST(BodyPublishers.ofString("{}")))
                  .statusCode())
          .isEqualTo(403);
      assertThat(server.send(server.anonymous(path)).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void verifyingNothingProvesNothing() throws Exception {
    JsonNode answer = RestServer.json(server.post("verify", "{}"));
    assertThat(answer.path("proven").asBoolean()).isFalse();
    assertThat(answer.path("devices")).isEmpty();
    assertThat(server.post("verify", "{\"a\":1}").statusCode()).isEqualTo(400);
  }

  @Test
  void theAuditLogIsExported() throws Exception {
    for (int i = 1; i <= 3; i++) {
      server.post(
          "exemptions",
          String.format(
              "{\"customer\":\"C\",\"prefix\":\"10.0.0.%d\",\"reason\":\"r, s\","
                  + "\"expires\":\"9d\"}",
              i));
    }
    HttpResponse<String> lines = server.get("audit/export?from=2");
    assertThat(lines.headers().firstValue("Content-Type").get()).isEqualTo("application/x-ndjson");
    assertThat(lines.body().lines().count()).isEqualTo(2);
    HttpResponse<String> csv =
        server.send(server.request("audit/export").header("Accept", "text/csv"));
    assertThat(csv.body().lines().count()).isEqualTo(4);
    assertThat(csv.body()).startsWith("\"number\",");
    assertThat(server.get("audit/export?from=x").statusCode()).isEqualTo(400);
    assertThat(
            server.send(server.request("audit/export").header("Accept", "image/png")).statusCode())
        .isEqualTo(406);
  }

  @Test
  @Timeout(60)
  void aNewVersionIsAnEvent() throws Exception {
    HttpResponse<Stream<String>> stream = server.stream(server.request("events"));
    Iterator<String> lines = stream.body().iterator();
    assertThat(put("policy", BLOCK, "*").statusCode()).isEqualTo(200);
    String line = lines.next();
    while (!line.startsWith("event:")) {
      line = lines.next();
    }
    assertThat(line).isEqualTo("event: policy-changed");
    assertThat(lines.next()).contains("\"version\":1");
  }
}
