package org.op25b.controller.sight;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Alarms on their way to one receiver, whom nobody waits for: they have a thread of their own, and
 * when {@link #CAPACITY} wait for it, further ones are lost. Each is tried once. That some were
 * lost is in the status, and in the log once, until the receiver takes alarms again.
 */
final class AlarmQueue implements Consumer<Suspect>, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AlarmQueue.class);

  /** Alarms that may wait. */
  static final int CAPACITY = 256;

  private final AlarmSink sink;
  private final ThreadPoolExecutor executor;
  private long delivered;
  private long lost;
  private String problem = "";

  AlarmQueue(AlarmSink sink) {
    this.sink = sink;
    executor =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(CAPACITY),
            new ThreadFactoryBuilder()
                .setNameFormat("op25b-alarms-" + sink.name())
                .setDaemon(true)
                .build());
  }

  /** Returns at once. */
  @Override
  public void accept(Suspect suspect) {
    try {
      executor.execute(() -> tell(suspect));
    } catch (RejectedExecutionException e) {
      if (!executor.isShutdown()) {
        lost("more alarms than it takes");
      }
    }
  }

  /** Returns how the alarms so far have fared. */
  synchronized AlarmStatus status() {
    return AlarmStatus.of(sink.name(), delivered, lost, problem);
  }

  /** Forgets what waits. */
  @Override
  public void close() {
    executor.shutdownNow();
    sink.close();
  }

  private void tell(Suspect suspect) {
    try {
      sink.tell(suspect);
      delivered();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      lost(e.getMessage());
    } catch (RuntimeException e) {
      lost(e.getClass().getSimpleName());
    }
  }

  private synchronized void delivered() {
    delivered++;
    if (!problem.isEmpty()) {
      log.info("The {} takes alarms again; {} were lost so far", sink.name(), lost);
      problem = "";
    }
  }

  private synchronized void lost(String why) {
    lost++;
    if (problem.isEmpty() && !executor.isShutdown()) {
      log.warn("Alarms for the {} are lost: {}. This is not repeated", sink.name(), why);
    }
    problem = why;
  }
}
