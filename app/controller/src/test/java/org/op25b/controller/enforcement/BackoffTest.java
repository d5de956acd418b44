package org.op25b.controller.enforcement;

import static com.google.common.truth.Truth.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1));

  @Test
  void doublesUpToTheLimitAndBeginsAnewAfterSuccess() {
    assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(200));
    assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(400));
    assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(800));
    assertThat(backoff.failed()).isEqualTo(Duration.ofSeconds(1));

    backoff.succeeded();

    assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void manyFailuresDoNotOverflow() {
    for (int failure = 0; failure < 100; failure++) {
      backoff.failed();
    }
    assertThat(backoff.failed()).isEqualTo(Duration.ofSeconds(1));
  }
}
