package org.op25b.controller.sight;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlarmQueueTest {
  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  private final Receiver receiver = new Receiver();
  private final AlarmQueue queue = new AlarmQueue(receiver);

  @AfterEach
  void close() {
    queue.close();
  }

  @Test
  void tellsInOrder() throws Exception {
    receiver.answers.release(2);
    queue.accept(suspect(1));
    queue.accept(suspect(2));

    assertThat(List.of(receiver.next(), receiver.next()))
        .containsExactly(suspect(1).sourceText(), suspect(2).sourceText())
        .inOrder();
    await(2, 0, "");
  }

  /** One is under way, as many wait as may, and nobody waits for that. */
  @Test
  void whatDoesNotFitIsLostAndNobodyWaits() throws Exception {
    queue.accept(suspect(0));
    assertThat(receiver.next()).isEqualTo(suspect(0).sourceText());

    assertTimeoutPreemptively(
        AT_ONCE,
        () -> {
          for (int n = 1; n <= AlarmQueue.CAPACITY + 7; n++) {
            queue.accept(suspect(n));
          }
        });

    assertThat(queue.status()).isEqualTo(status(0, 7, "more alarms than it takes"));
    receiver.answers.release(AlarmQueue.CAPACITY + 1);
    await(AlarmQueue.CAPACITY + 1, 7, "");
  }

  @Test
  void aProblemIsToldUntilTheReceiverTakesAlarmsAgain() throws Exception {
    receiver.problem = "it answers 500";
    receiver.answers.release(3);
    queue.accept(suspect(1));
    queue.accept(suspect(2));
    await(0, 2, "it answers 500");

    receiver.problem = null;
    queue.accept(suspect(3));
    await(1, 2, "");
  }

  @Test
  void whatWaitsIsForgottenWhenItIsClosed() throws Exception {
    queue.accept(suspect(1));
    receiver.next();
    queue.accept(suspect(2));

    queue.close();
    queue.accept(suspect(3));

    assertThat(receiver.interrupted.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    receiver.answers.release(3);
    assertThat(receiver.told).isEmpty();
    assertThat(queue.status()).isEqualTo(status(0, 0, ""));
  }

  private void await(long delivered, long lost, String problem) {
    AlarmStatus wanted = status(delivered, lost, problem);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!queue.status().equals(wanted) && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(queue.status()).isEqualTo(wanted);
  }

  private static AlarmStatus status(long delivered, long lost, String problem) {
    return AlarmStatus.of("receiver", delivered, lost, problem);
  }

  private static Suspect suspect(int number) {
    return Suspects.of("of:1", "198.51." + number / 256 + "." + number % 256, 50);
  }

  /** Takes an alarm when it is allowed to. */
  private static final class Receiver implements AlarmSink {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Semaphore answers = new Semaphore(0);
    private final Semaphore interrupted = new Semaphore(0);
    private volatile String problem;

    @Override
    public String name() {
      return "receiver";
    }

    @Override
    public void tell(Suspect suspect) throws IOException, InterruptedException {
      told.add(suspect.sourceText());
      try {
        answers.acquire();
      } catch (InterruptedException e) {
        interrupted.release();
        throw e;
      }
      if (problem != null) {
        throw new IOException(problem);
      }
    }

    private String next() throws InterruptedException {
      return told.poll(10, TimeUnit.SECONDS);
    }
  }
}
