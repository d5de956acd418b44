package org.op25b.controller.exemption.impl;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A clock that can be set, and a scheduler whose time passes only when the test says so. */
public final class ManualTime {
  private Instant now;
  private long ticks;
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong((Task task) -> task.due));

  /** Time that stands at an instant. */
  public ManualTime(String now) {
    this.now = Instant.parse(now);
  }

  /** The time on the clock. */
  public synchronized Instant now() {
    return now;
  }

  /** Sets the clock; no time passes. */
  public synchronized void setClock(Instant instant) {
    now = instant;
  }

  /** Lets time pass, on the clock too, and runs what becomes due. */
  public void pass(Duration duration) {
    long end = ticks + duration.toMillis();
    while (true) {
      Task task;
      synchronized (this) {
        task = tasks.peek();
        if (task == null || task.due > end) {
          now = now.plusMillis(end - ticks);
          ticks = end;
          return;
        }
        tasks.poll();
        now = now.plusMillis(task.due - ticks);
        ticks = task.due;
      }
      task.run();
    }
  }

  /** The clock. */
  public Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Instant instant() {
        return now();
      }
    };
  }

  /** The scheduler. */
  public ScheduledThreadPoolExecutor scheduler() {
    return new ScheduledThreadPoolExecutor(1) {
      @Override
      public void execute(Runnable task) {
        task.run();
      }

      @Override
      public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        synchronized (ManualTime.this) {
          Task scheduled = new Task(task, ticks + unit.toMillis(delay));
          tasks.add(scheduled);
          return scheduled;
        }
      }
    };
  }

  private static final class Task extends FutureTask<Object> implements ScheduledFuture<Object> {
    final long due;

    Task(Runnable task, long due) {
      super((Callable<Object>) java.util.concurrent.Executors.callable(task));
      this.due = due;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Delayed other) {
      throw new UnsupportedOperationException();
    }
  }
}
