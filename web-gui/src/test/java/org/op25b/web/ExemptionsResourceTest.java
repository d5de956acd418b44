package org.op25b.web;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExemptionsResourceTest {
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
  void createReadChangeEnd() throws Exception {
    HttpResponse<String> created = server.post("exemptions", GOOD);
    assertThat(created.statusCode()).isEqualTo(201);
    JsonNode made = RestServer.json(created);
    String id = made.path("id").asText();
    assertThat(created.headers().firstValue("Location").get()).endsWith("/v1/exemptions/" + id);
    assertThat(made.path("state").asText()).isEqualTo("active");
    assertThat(made.path("enteredBy").asText()).isEqualTo("onos");
    assertThat(made.path("prefix").asText()).isEqualTo("10.0.0.7/32");

    HttpResponse<String> read = server.get("exemptions/" + id);
    assertThat(RestServer.json(read)).isEqualTo(made);
    String tag = read.headers().firstValue("ETag").get();
    assertThat(tag).isEqualTo("\"" + made.path("version").asLong() + "\"");

    // What was read can be sent back, computed fields and all.
    ObjectNode changed = ((ObjectNode) RestServer.json(read)).put("reason", "moved house");
    changed.remove("id");
    HttpResponse<String> update = put(id, changed.toString(), "If-Match", tag);
    assertWithMessage(update.body()).that(update.statusCode()).isEqualTo(200);
    assertThat(RestServer.json(update).path("reason").asText()).isEqualTo("moved house");

    HttpResponse<String> stale = put(id, changed.toString(), "If-Match", tag);
    assertProblem(stale, 412, "urn:op25b:problem:stale");
    assertThat(RestServer.json(stale).path("current").path("reason").asText())
        .isEqualTo("moved house");
    assertProblem(delete(id, "If-Match", tag), 412, "urn:op25b:problem:stale");
    assertProblem(put(id, GOOD), 428, "urn:op25b:problem:missing");

    String now = update.headers().firstValue("ETag").get();
    HttpResponse<String> ended = delete(id + "?why=left", "If-Match", now);
    assertThat(ended.statusCode()).isEqualTo(200);
    assertThat(RestServer.json(ended).path("state").asText()).isEqualTo("revoked");
    assertThat(RestServer.json(ended).path("revokedWhy").asText()).isEqualTo("left");
    assertProblem(put(id, GOOD, "If-Match", "*"), 409, "urn:op25b:problem:revoked");

    JsonNode log = RestServer.json(server.get("audit?subject=" + id));
    assertThat(log.path("entries").findValuesAsText("action"))
        .containsExactly("REVOKED", "UPDATED", "ADDED")
        .inOrder();
    JsonNode entry = log.path("entries").path(0);
    assertThat(entry.path("user").asText()).isEqualTo("onos");
    assertThat(entry.path("origin").asText()).isEqualTo("127.0.0.1");
    assertThat(RestServer.json(server.get("audit/" + entry.path("number").asText())))
        .isEqualTo(entry);
  }

  @Test
  void theSameKeyMakesOneExemptionOnly() throws Exception {
    HttpResponse<String> first = server.post("exemptions", GOOD, "Idempotency-Key", "k-1");
    HttpResponse<String> again = server.post("exemptions", GOOD, "Idempotency-Key", "k-1");
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(RestServer.json(again)).isEqualTo(RestServer.json(first));
    assertThat(server.exemptions.size()).isEqualTo(1);
    String other = GOOD.replace("10.0.0.7", "10.0.0.8");
    assertProblem(
        server.post("exemptions", other, "Idempotency-Key", "k-1"),
        409,
        "urn:op25b:problem:key-reused");
  }

  @Test
  void guardRailsSayThatForceHelps() throws Exception {
    String outside = GOOD.replace("10.0.0.7", "192.0.2.7");
    HttpResponse<String> refused = server.post("exemptions", outside);
    assertProblem(refused, 409, "urn:op25b:problem:outside-pools");
    JsonNode problem = RestServer.json(refused).path("problems").path(0);
    assertThat(problem.path("forcible").asBoolean()).isTrue();
    assertThat(problem.path("pointer").asText()).isEqualTo("/prefix");
    assertThat(server.post("exemptions?force=true", outside).statusCode()).isEqualTo(201);
  }

  @Test
  void listsFilterSortAndPage() throws Exception {
    for (int i = 1; i <= 5; i++) {
      server.post("exemptions", GOOD.replace("10.0.0.7", "10.0.0." + i).replace("C-1", "C-" + i));
    }
    JsonNode page = RestServer.json(server.get("exemptions?sort=-customer&offset=1&limit=2"));
    assertThat(page.path("total").asInt()).isEqualTo(5);
    assertThat(page.path("exemptions").findValuesAsText("customer"))
        .containsExactly("C-4", "C-3")
        .inOrder();
    page = RestServer.json(server.get("exemptions?prefix=10.0.0.2/31&state=active&state=pending"));
    assertThat(page.path("exemptions").findValuesAsText("customer")).containsExactly("C-2", "C-3");
    assertThat(RestServer.json(server.get("exemptions?state=revoked")).path("total").asInt())
        .isEqualTo(0);
    for (String bad :
        new String[] {
          "limit=0",
          "limit=1001",
          "limit=x",
          "offset=-1",
          "sort=colour",
          "state=gone",
          "prefix=a",
          "expiringWithin=soon",
          "customre=C-1",
          "limit=1&limit=2",
          "sort=--id"
        }) {
      assertThat(server.get("exemptions?" + bad).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void anImportIsAllOrNothingAndADryRunIsNothing() throws Exception {
    StringBuilder csv = new StringBuilder("customer,prefix,reason,expires\r\n");
    for (int i = 0; i < 1000; i++) {
      boolean bad = i % 200 == 100;
      csv.append(
          String.format("C-%d,10.1.%d.%d%s,why,30d\r\n", i, i / 250, i % 250, bad ? "/8" : ""));
    }
    HttpResponse<String> dry = importCsv("?dryRun=true", csv.toString());
    assertThat(dry.statusCode()).isEqualTo(200);
    assertThat(refusedLines(dry)).containsExactly(102, 302, 502, 702, 902);
    HttpResponse<String> refused = importCsv("", csv.toString());
    assertProblem(refused, 409, "about:blank");
    assertThat(refusedLines(refused)).containsExactly(102, 302, 502, 702, 902);
    assertThat(server.exemptions.size()).isEqualTo(0);

    HttpResponse<String> made = importCsv("", csv.toString().replace("/8", ""));
    assertWithMessage(made.body()).that(made.statusCode()).isEqualTo(200);
    assertThat(RestServer.json(made).path("committed").asBoolean()).isTrue();
    assertThat(server.exemptions.size()).isEqualTo(1000);
    assertThat(RestServer.json(server.get("exemptions/export")).size()).isEqualTo(1000);
    HttpResponse<String> export =
        server.send(server.request("exemptions/export").header("Accept", "text/csv"));
    assertThat(export.body().split("\r\n")).hasLength(1001);
    assertThat(export.headers().firstValue("Content-Type").get()).startsWith("text/csv");
  }

  @Test
  void onlyWhoMayCan() throws Exception {
    for (String path : new String[] {"exemptions", "audit", "events", "openapi.json", "nowhere"}) {
      HttpResponse<String> unknown = server.send(server.anonymous(path));
      assertProblem(unknown, 401, "about:blank");
      assertThat(unknown.headers().firstValue("WWW-Authenticate").get()).contains("asic");
      HttpRequest.Builder wrong =
          server.anonymous(path).header("Authorization", RestServer.basic("onos:wrong"));
      assertProblem(server.send(wrong), 401, "about:blank");
      HttpRequest.Builder noRole =
          server.anonymous(path).header("Authorization", RestServer.basic("nobody:nobody"));
      assertProblem(server.send(noRole), 403, "about:blank");
    }
    HttpRequest.Builder viewer =
        server
            .anonymous("exemptions")
            .header("Authorization", RestServer.basic("guest:guest"))
            .header("Content-Type", "application/json");
    assertThat(server.send(viewer.copy()).statusCode()).isEqualTo(200);
    HttpResponse<String> write = server.send(viewer.POST(BodyPublishers.ofString(GOOD)));
    assertThat(write.statusCode()).isEqualTo(403);
    assertThat(server.exemptions.size()).isEqualTo(0);
  }

  @Test
  void explainsAndShowsThePolicy() throws Exception {
    JsonNode blocked = RestServer.json(server.get("explain?source=10.0.0.7&destination=192.0.2.1"));
    assertThat(blocked.path("pool").asText()).isEqualTo("dynamic");
    assertProblem(server.get("explain?source=10.0.0.7"), 400, "urn:op25b:problem:bad-prefix");
    assertProblem(
        server.get("explain?source=10.0.0.7&destination=2001:db8::1"),
        400,
        "urn:op25b:problem:out-of-range");
    assertThat(RestServer.json(server.get("pools")).path("pools")).hasSize(1);
    assertThat(RestServer.json(server.get("mail-servers")).path("mailServers")).hasSize(1);
    // An error of ours says nothing of the inside.
    HttpResponse<String> failed = server.get("status");
    assertProblem(failed, 500, "about:blank");
    assertThat(failed.body()).doesNotContain("no switches here");
  }

  static void assertProblem(HttpResponse<String> answer, int status, String type) throws Exception {
    assertWithMessage(answer.body()).that(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").get())
        .startsWith("application/problem+json");
    JsonNode problem = RestServer.json(answer);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("title").asText()).isNotEmpty();
    assertThat(problem.path("detail").asText()).isNotEmpty();
    assertThat(problem.path("type").asText()).isEqualTo(type);
  }

  private static List<Integer> refusedLines(HttpResponse<String> answer) throws Exception {
    List<Integer> lines = new ArrayList<>();
    for (JsonNode row : RestServer.json(answer).path("outcomes")) {
      if (row.has("problems")) {
        lines.add(row.path("line").asInt());
      }
    }
    Collections.sort(lines);
    return lines;
  }

  private HttpResponse<String> importCsv(String query, String csv) throws Exception {
    return server.send(
        server
            .request("exemptions/import" + query)
            .header("Content-Type", "text/csv")
            .POST(BodyPublishers.ofString(csv)));
  }

  private HttpResponse<String> put(String id, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        server
            .request("exemptions/" + id)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body));
    return server.send(headers.length == 0 ? request : request.headers(headers));
  }

  private HttpResponse<String> delete(String id, String... headers) throws Exception {
    return server.send(server.request("exemptions/" + id).DELETE().headers(headers));
  }
}
