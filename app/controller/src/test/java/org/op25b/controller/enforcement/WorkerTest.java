package org.op25b.controller.enforcement;

import static com.google.common.truth.Truth.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerTest {
  private final Worker worker = new Worker("test");
  private final AtomicInteger runs = new AtomicInteger();

  @AfterEach
  void stop() {
    worker.stop();
  }

  @Test
  void changesThatComeTogetherAreOneTask() throws InterruptedException {
    CountDownLatch burst = new CountDownLatch(1);
    worker.execute(() -> await(burst));
    for (int change = 0; change < 1000; change++) {
      worker.coalesce("policy", runs::incrementAndGet);
    }

    burst.countDown();
    settle();
    assertThat(runs.get()).isEqualTo(1);

    worker.coalesce("policy", runs::incrementAndGet);
    settle();
    assertThat(runs.get()).isEqualTo(2);
  }

  @Test
  void aTaskThatFailsStopsNoOther() throws InterruptedException {
    worker.execute(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    worker.execute(runs::incrementAndGet);

    settle();
    assertThat(runs.get()).isEqualTo(1);
  }

  /** Each change of the policy sets the time of the next look anew. */
  @Test
  void aThousandChangesLeaveOneTaskToWaitFor() throws InterruptedException {
    Clock clock = Clock.systemUTC();
    for (int change = 0; change < 1000; change++) {
      worker.nextAt(clock.instant().plusSeconds(3600), clock, runs::incrementAndGet);
    }
    assertThat(worker.waiting()).isEqualTo(1);

    worker.nextAt(clock.instant(), clock, runs::incrementAndGet);
    settle();
    assertThat(runs.get()).isEqualTo(1);
    assertThat(worker.waiting()).isEqualTo(0);
  }

  @Test
  void takesNoWorkAfterItHasStopped() {
    worker.after(Duration.ofMillis(1), runs::incrementAndGet);
    worker.stop();
    int before = runs.get();

    worker.execute(runs::incrementAndGet);
    worker.coalesce("policy", runs::incrementAndGet);

    assertThat(runs.get()).isEqualTo(before);
  }

  private void settle() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    worker.execute(done::countDown);
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
