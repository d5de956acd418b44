package org.op25b.controller.sight;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where alarms go: the log, logger {@code org.op25b.alarm} (which Karaf can send to syslog), and a
 * URL to which they are posted as JSON.
 */
final class AlarmSinks {
  private static final Logger ALARM = LoggerFactory.getLogger("org.op25b.alarm");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_UNDER_WAY = 16;

  private AlarmSinks() {}

  static Consumer<Suspect> of(Optional<URI> webhook) {
    Consumer<Suspect> log =
        suspect ->
            ALARM.warn(
                "suspect {} pool {} device {} customer {} perSecond {} destinations {}",
                suspect.sourceText(),
                suspect.pool(),
                suspect.device(),
                suspect.customer().orElse("-"),
                Math.round(suspect.perSecond()),
                suspect.destinations());
    return webhook.map(uri -> log.andThen(post(uri))).orElse(log);
  }

  private static Consumer<Suspect> post(URI uri) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    SuspectJson json = new SuspectJson(new ObjectMapper());
    Semaphore underWay = new Semaphore(MOST_UNDER_WAY);
    return suspect -> {
      if (!underWay.tryAcquire()) {
        ALARM.warn("The webhook is too slow: not told of {}", suspect.sourceText());
        return;
      }
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .timeout(PATIENCE)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(json.suspect(suspect).toString()))
              .build();
      client
          .sendAsync(request, HttpResponse.BodyHandlers.discarding())
          .whenComplete(
              (answer, failure) -> {
                underWay.release();
                if (failure != null) {
                  ALARM.warn("The webhook does not answer: {}", failure.getMessage());
                } else if (answer.statusCode() >= 300) {
                  ALARM.warn("The webhook answered {}", answer.statusCode());
                }
              });
    };
  }
}
