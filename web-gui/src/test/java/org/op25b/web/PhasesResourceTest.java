package org.op25b.web;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PhasesResourceTest {
  private RestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new RestServer();
    server.send(
        server
            .request("policy")
            .header("Content-Type", "application/json")
            .header("If-Match", "*")
            .PUT(
                BodyPublishers.ofString(
                    "{\"pools\":[{\"name\":\"p\",\"area\":\"east\",\"ipv4\":[\"10.1.0.0/16\"],"
                        + "\"phase\":\"off\"},{\"name\":\"q\",\"ipv4\":[\"10.2.0.0/16\"],"
                        + "\"phase\":\"off\"}]}")));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private JsonNode done(String path, String body) throws Exception {
    HttpResponse<String> answer = server.post("phases/" + path, body);
    assertWithMessage(answer.body()).that(answer.statusCode()).isEqualTo(200);
    return RestServer.json(answer);
  }

  private String phase(int pool) throws Exception {
    return RestServer.json(server.get("phases")).at("/pools/" + pool + "/phase").asText();
  }

  @Test
  void phasesAreSetAndRolledBack() throws Exception {
    JsonNode preview = done("set?dryRun=true", "{\"all\":true,\"phase\":\"block\"}");
    assertThat(preview.path("dryRun").asBoolean()).isTrue();
    assertThat(preview.at("/effect/phases")).hasSize(2);
    assertThat(phase(0)).isEqualTo("off");
    JsonNode set = done("set", "{\"area\":\"east\",\"phase\":\"block\",\"note\":\"announced\"}");
    assertThat(set.at("/version/version").asLong()).isEqualTo(2);
    assertThat(set.at("/version/action").asText()).isEqualTo("phase-set");
    assertThat(phase(0)).isEqualTo("block");
    assertThat(phase(1)).isEqualTo("off");
    done("rollback", "{\"pools\":[\"p\"]}");
    assertThat(phase(0)).isEqualTo("off");
    assertThat(server.post("phases/rollback", "{\"pools\":[\"p\"]}").statusCode()).isEqualTo(409);
  }

  @Test
  void schedulesAreMadePostponedAndCancelled() throws Exception {
    JsonNode made =
        done(
            "schedule",
            "{\"pools\":[\"p\"],\"phase\":\"block\",\"at\":\"2026-08-01T09:00+09:00\"}");
    assertThat(made.at("/schedule/at").asText()).isEqualTo("2026-08-01T00:00:00Z");
    assertThat(
            server
                .post(
                    "phases/schedule",
                    "{\"all\":true,\"phase\":\"off\",\"at\":\"2026-08-01T00:00Z\"}")
                .statusCode())
        .isEqualTo(409);
    JsonNode all = RestServer.json(server.get("phases"));
    assertThat(all.at("/schedules/0/id").asText()).isEqualTo("s1");
    assertThat(all.at("/pools/0/next/phase").asText()).isEqualTo("block");
    JsonNode later = done("postpone", "{\"schedule\":\"s1\",\"at\":\"2026-09-01T00:00Z\"}");
    assertThat(later.at("/schedule/at").asText()).isEqualTo("2026-09-01T00:00:00Z");
    done("cancel", "{\"schedule\":\"s1\"}");
    assertThat(RestServer.json(server.get("phases")).at("/done/0/state").asText())
        .isEqualTo("cancelled");
    assertThat(server.post("phases/cancel", "{\"schedule\":\"s1\"}").statusCode()).isEqualTo(409);
    assertThat(server.post("phases/cancel", "{\"schedule\":\"s7\"}").statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsMalformedIsRefused() throws Exception {
    for (String body :
        new String[] {
          "{}",
          "{\"phase\":\"block\"}",
          "{\"pools\":[],\"phase\":\"block\"}",
          "{\"pools\":\"p\",\"phase\":\"block\"}",
          "{\"pools\":[1],\"phase\":\"block\"}",
          "{\"pools\":[\"p\"],\"all\":true,\"phase\":\"block\"}",
          "{\"all\":\"yes\",\"phase\":\"block\"}",
          "{\"all\":true,\"phase\":\"BLOCK\"}",
          "{\"all\":true,\"phase\":7}",
          "{\"all\":true,\"phase\":\"block\",\"when\":\"1h\"}"
        }) {
      assertWithMessage(body).that(server.post("phases/set", body).statusCode()).isEqualTo(400);
    }
    for (String at : new String[] {"", "2026-08-01", "2026-08-01T09:00", "2025-01-01T00:00Z"}) {
      String body = "{\"all\":true,\"phase\":\"block\",\"at\":\"" + at + "\"}";
      assertWithMessage(body)
          .that(server.post("phases/schedule", body).statusCode())
          .isEqualTo(400);
    }
    assertThat(server.post("phases/set", "{\"pools\":[\"z\"],\"phase\":\"block\"}").statusCode())
        .isEqualTo(404);
    assertThat(
            server
                .post("phases/set", "{\"all\":true,\"phase\":\"block\"}", "If-Match", "\"9\"")
                .statusCode())
        .isEqualTo(412);
    assertThat(phase(0)).isEqualTo("off");
  }
}
