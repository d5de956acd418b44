package org.op25b.controller.enforcement;

import com.google.common.annotations.VisibleForTesting;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that enforces. After {@link #stop} it takes no work and forgets what was waiting.
 * A task that fails is logged and stops no other.
 */
final class Worker implements Executor, Connection.Scheduler {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);

  private final ScheduledThreadPoolExecutor executor;
  private final Set<String> queued = ConcurrentHashMap.newKeySet();
  private final AtomicReference<ScheduledFuture<?>> next = new AtomicReference<>();

  Worker(String name) {
    executor =
        new ScheduledThreadPoolExecutor(1, new ThreadFactoryBuilder().setNameFormat(name).build());
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor.setRemoveOnCancelPolicy(true);
  }

  @Override
  public void execute(Runnable task) {
    after(Duration.ZERO, task);
  }

  @Override
  public void after(Duration delay, Runnable task) {
    ScheduledFuture<?> unused = schedule(delay, task);
  }

  /** Returns null when no work is taken any more. */
  private ScheduledFuture<?> schedule(Duration delay, Runnable task) {
    try {
      return executor.schedule(guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("Stopped; work is not taken any more");
      return null;
    }
  }

  /**
   * Runs a task at an instant, or at once when it has passed, in place of the one that was to run
   * last: after thousands of changes there is one to wait for. For one purpose only.
   */
  void nextAt(Instant instant, Clock clock, Runnable task) {
    Duration wait = Duration.between(clock.instant(), instant);
    ScheduledFuture<?> young =
        schedule(wait.isNegative() ? Duration.ZERO : wait.plusMillis(1), task);
    ScheduledFuture<?> before = next.getAndSet(young);
    if (before != null) {
      before.cancel(false);
    }
  }

  /** How many tasks wait for their time. */
  @VisibleForTesting
  int waiting() {
    return executor.getQueue().size();
  }

  /** Runs a task unless one of this name is already waiting to begin. */
  void coalesce(String name, Runnable task) {
    if (queued.add(name)) {
      execute(
          () -> {
            queued.remove(name);
            task.run();
          });
    }
  }

  void every(Duration period, Runnable task) {
    ScheduledFuture<?> unused =
        executor.scheduleWithFixedDelay(
            guarded(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends after the task that is running now, and waits for that. */
  void stop() {
    executor.shutdownNow();
    try {
      executor.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        log.error("Enforcement task failed", e);
      }
    };
  }
}
