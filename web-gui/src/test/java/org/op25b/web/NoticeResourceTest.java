package org.op25b.web;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NoticeResourceTest {
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
  void comesInTheFormatThatIsAskedFor() throws Exception {
    for (String accept : new String[] {"*/*", "text/html,application/xhtml+xml,*/*;q=0.8"}) {
      assertEquals("text/html;charset=utf-8", type(accept, "notice?lang=en"));
    }
    assertEquals("text/markdown;charset=utf-8", type("text/markdown", "notice?lang=en"));
    assertEquals("text/markdown;charset=utf-8", type("text/html", "notice?lang=en&format=md"));
    assertEquals("text/html;charset=utf-8", type("text/markdown", "notice?format=html"));
    HttpResponse<String> neither =
        server.send(server.request("notice").header("Accept", "image/png"));
    assertThat(neither.statusCode()).isEqualTo(406);
  }

  @Test
  void comesInTheLanguageThatIsAskedFor() throws Exception {
    HttpResponse<String> japanese = server.get("notice?format=md");
    assertThat(japanese.body()).contains("対象となるサービス");
    assertThat(japanese.body()).contains("| dynamic |");
    assertThat(japanese.headers().firstValue("Content-Language").get()).isEqualTo("ja");
    assertThat(server.get("notice?lang=en&format=md").body()).contains("## Services affected");
    assertThat(server.get("notice?lang=en").body()).contains("<html lang=\"en\">");
  }

  @Test
  void isForTheTenantThatIsAskedFor() throws Exception {
    assertThat(server.get("notice?lang=en&format=md&tenant=sunfield").body())
        .contains("| dynamic |");
    HttpResponse<String> answer = server.get("notice?tenant=Sunfield");
    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode problem = RestServer.json(answer).path("problems").get(0);
    assertThat(problem.path("parameter").asText()).isEqualTo("tenant");
    assertThat(problem.path("message").asText()).contains("\"Sunfield\"");
    assertThat(problem.path("remedy").asText()).contains("sunfield");
  }

  @Test
  void isForEveryReaderAndNobodyElse() throws Exception {
    String guest = RestServer.basic("guest:guest");
    String nobody = RestServer.basic("nobody:nobody");
    assertThat(status(guest)).isEqualTo(200);
    assertThat(status(nobody)).isEqualTo(403);
    assertThat(server.send(server.anonymous("notice")).statusCode()).isEqualTo(401);
  }

  @Test
  void wrongParametersAreRefusedByName() throws Exception {
    for (String query : new String[] {"lang=fr", "format=pdf", "lnag=ja", "lang=ja&lang=en"}) {
      HttpResponse<String> answer = server.get("notice?" + query);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(RestServer.json(answer).path("problems").get(0).path("parameter").asText())
          .isEqualTo(query.replaceAll("=.*", ""));
    }
  }

  /** The provider's name and contact are free text of the configuration. */
  @Test
  void freeTextIsShownAsText() throws Exception {
    HttpResponse<String> html = server.get("notice?lang=en");
    assertThat(html.body()).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    assertThat(html.body()).doesNotContain("<script");
    assertThat(html.headers().allValues("Content-Security-Policy"))
        .containsExactly("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    assertThat(html.headers().firstValue("X-Content-Type-Options").get()).isEqualTo("nosniff");
    assertThat(server.get("notice?lang=en&format=md").body()).doesNotContain("<script");
  }

  @Test
  void theOverlayIsSwitchedForTheUserWhoAsks() throws Exception {
    assertThat(server.get("overlay").body()).isEqualTo("{\"user\":\"onos\",\"on\":false}");
    HttpResponse<String> on = put("onos:rocks", "{\"on\":true}");
    assertThat(on.body()).isEqualTo("{\"user\":\"onos\",\"on\":true}");
    assertThat(
            server
                .send(
                    server
                        .anonymous("overlay")
                        .header("Authorization", RestServer.basic("guest:guest")))
                .body())
        .isEqualTo("{\"user\":\"guest\",\"on\":false}");
    assertThat(put("guest:guest", "{\"on\":true}").statusCode()).isEqualTo(403);
    for (String body :
        new String[] {
          "",
          "{",
          "[]",
          "null",
          "true",
          "{}",
          "{\"on\":1}",
          "{\"on\":\"true\"}",
          "{\"on\":true,\"user\":\"x\"}",
          "{\"on\":true,\"on\":false}",
          "{\"on\":false}{}"
        }) {
      assertEquals(400, put("onos:rocks", body).statusCode(), body);
    }
    assertThat(put("onos:rocks", " ".repeat(2000)).statusCode()).isEqualTo(413);
    assertThat(server.get("overlay").body()).contains("true");
    assertThat(server.get("overlay?user=x").statusCode()).isEqualTo(400);
    assertThat(put("onos:rocks", "{\"on\":false}").body()).contains("false");
  }

  private HttpResponse<String> put(String user, String body) throws Exception {
    return server.send(
        server
            .anonymous("overlay")
            .header("Authorization", RestServer.basic(user))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body)));
  }

  private int status(String authorization) throws Exception {
    return server
        .send(server.anonymous("notice").header("Authorization", authorization))
        .statusCode();
  }

  private String type(String accept, String path) throws Exception {
    HttpResponse<String> answer = server.send(server.request(path).header("Accept", accept));
    assertEquals(200, answer.statusCode(), answer.body());
    return answer.headers().firstValue("Content-Type").get().toLowerCase(Locale.ROOT);
  }
}
