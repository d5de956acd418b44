package org.op25b.controller.sight;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookSinkTest {
  private static final Suspect BOT =
      Suspects.of("of:1", "198.51.100.66", 499.96, Optional.of("C-17"));
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String SECRET = "s3cret-token";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void postsTheSuspectAsJson() throws Exception {
    answer("/hook", exchange -> exchange.sendResponseHeaders(204, -1));

    sink("/hook", PATIENCE).tell(BOT);

    assertThat(requests).hasSize(1);
    assertThat(requests.get(0)).startsWith("POST application/json ");
    JsonNode told = new ObjectMapper().readTree(requests.get(0).split(" ", 3)[2]);
    assertThat(told.toString())
        .isEqualTo(new SuspectJson(new ObjectMapper()).suspect(BOT).toString());
    assertThat(told.get("source").asText()).isEqualTo("198.51.100.66");
    assertThat(told.get("perSecond").asDouble()).isEqualTo(500.0);
  }

  @Test
  void anErrorIsTheReceiversProblem() {
    answer("/hook", exchange -> exchange.sendResponseHeaders(500, -1));

    assertThat(problem("/hook")).isEqualTo("it answers 500");
  }

  @Test
  void redirectionsAreNotFollowed() {
    answer(
        "/hook",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(307, -1);
        });
    answer("/elsewhere", exchange -> exchange.sendResponseHeaders(200, -1));

    assertThat(problem("/hook")).isEqualTo("it answers 307, and redirections are not followed");
    assertThat(requests).hasSize(1);
  }

  @Test
  void whoDoesNotAnswerIsGivenUp() {
    answer("/hook", exchange -> await());

    assertThat(problem("/hook")).isEqualTo("no answer within 500 ms");
  }

  @Test
  void whoDoesNotListenIsNotConnectedTo() {
    server.stop(0);

    assertThat(problem("/hook")).isEqualTo("no connection");
  }

  /** The status is enough; a body may be long, slow or without end. */
  @Test
  void theBodyOfAnAnswerIsNotAwaited() {
    answer(
        "/hook",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream body = exchange.getResponseBody();
          body.write(new byte[10_000]);
          body.flush();
          await();
        });

    assertTimeoutPreemptively(LONG, () -> sink("/hook", Duration.ofMinutes(1)).tell(BOT));
  }

  @Test
  void noMessageNamesTheUrl() {
    answer("/" + SECRET, exchange -> exchange.close());

    String problem = problem("/" + SECRET);
    assertThat(problem).isNotEmpty();
    assertThat(problem).doesNotContain(SECRET);
  }

  private WebhookSink sink(String path, Duration patience) {
    int port = server.getAddress().getPort();
    return new WebhookSink(URI.create("http://127.0.0.1:" + port + path), patience);
  }

  private String problem(String path) {
    return assertTimeoutPreemptively(
            LONG, () -> assertThrows(IOException.class, () -> sink(path, PATIENCE).tell(BOT)))
        .getMessage();
  }

  private void answer(String path, HttpHandler answer) {
    server.createContext(
        path,
        exchange -> {
          requests.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Content-Type")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), "UTF-8"));
          answer.handle(exchange);
          exchange.close();
        });
  }

  private void await() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
