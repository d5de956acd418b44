package org.op25b.controller.sight;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Posts each suspect as JSON to a URL. Redirections are not followed: who may be told is the
 * operator's choice, not the receiver's. The URL may hold a secret and is in no message.
 */
final class WebhookSink implements AlarmSink {
  /** How long a receiver may take to answer. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI uri;
  private final Duration patience;
  private final HttpClient client;
  private final SuspectJson json = new SuspectJson(new ObjectMapper());

  WebhookSink(URI uri, Duration patience) {
    this.uri = uri;
    this.patience = patience;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience)
            .build();
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public void tell(Suspect suspect) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(patience)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json.suspect(suspect).toString()))
            .build();
    int status = send(request);
    if (status >= 300 && status < 400) {
      throw new IOException("it answers " + status + ", and redirections are not followed");
    }
    if (status < 200 || status >= 300) {
      throw new IOException("it answers " + status);
    }
  }

  private int send(HttpRequest request) throws IOException, InterruptedException {
    try {
      return client.send(request, unused -> new NoBody()).statusCode();
    } catch (HttpTimeoutException e) {
      throw new IOException("no answer within " + patience.toMillis() + " ms", e);
    } catch (ConnectException e) {
      throw new IOException("no connection", e);
    } catch (IOException e) {
      // The message could name the URL.
      throw new IOException(e.getClass().getSimpleName(), e);
    }
  }

  /** Reads nothing of the answer's body, which could be without end. */
  private static final class NoBody implements HttpResponse.BodySubscriber<Void> {
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    @Override
    public CompletionStage<Void> getBody() {
      return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.cancel();
      done.complete(null);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {}

    @Override
    public void onError(Throwable failure) {
      done.complete(null);
    }

    @Override
    public void onComplete() {
      done.complete(null);
    }
  }
}
