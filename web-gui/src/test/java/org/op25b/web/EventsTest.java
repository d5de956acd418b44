package org.op25b.web;

import static com.google.common.truth.Truth.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventsTest {
  private static final String GOOD =
      "{\"customer\":\"C-1\",\"prefix\":\"10.0.0.%d\",\"reason\":\"own MTA\",\"expires\":\"90d\"}";

  @Test
  void changesComeInOrder() throws Exception {
    try (RestServer server = new RestServer()) {
      HttpResponse<Stream<String>> stream = server.stream(server.request("events"));
      assertThat(stream.statusCode()).isEqualTo(200);
      assertThat(stream.headers().firstValue("Content-Type").get()).startsWith("text/event-stream");
      Iterator<String> lines = stream.body().iterator();
      assertThat(next(lines, ": ")).isEqualTo(": welcome");
      String id = null;
      for (int i = 1; i <= 3; i++) {
        HttpResponse<String> made = server.post("exemptions", String.format(GOOD, i));
        id = RestServer.json(made).path("id").asText();
      }
      server.send(server.request("exemptions/" + id).DELETE());
      for (int i = 1; i <= 3; i++) {
        assertThat(next(lines, "event:")).isEqualTo("event: exemption-added");
        assertThat(next(lines, "id:")).isEqualTo("id: " + i);
        assertThat(next(lines, "data:")).contains("10.0.0." + i);
      }
      assertThat(next(lines, "event:")).isEqualTo("event: exemption-revoked");
      assertThat(next(lines, "data:")).contains(id);
    }
  }

  @Test
  void clientsAreBounded() throws Exception {
    try (RestServer server = new RestServer()) {
      List<HttpResponse<Stream<String>>> open = new ArrayList<>();
      for (int i = 0; i < EventHub.MOST_CLIENTS; i++) {
        open.add(server.stream(server.request("events").timeout(Duration.ofSeconds(10))));
        assertThat(open.get(i).statusCode()).isEqualTo(200);
      }
      HttpResponse<String> refused = server.get("events");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After").get()).isEqualTo("30");
      open.forEach(stream -> stream.body().close());
    }
  }

  private static String next(Iterator<String> lines, String start) {
    String line = lines.next();
    while (!line.startsWith(start)) {
      line = lines.next();
    }
    return line;
  }
}
