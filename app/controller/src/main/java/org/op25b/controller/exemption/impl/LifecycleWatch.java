package org.op25b.controller.exemption.impl;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.op25b.controller.exemption.ExemptionEvent;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ExemptionState;
import org.op25b.controller.exemption.store.ExemptionStore;

/**
 * Notices that the clock has started or ended an exemption. It compares the clock now with the
 * clock at the last look, so a clock that jumps, either way, is noticed within {@link
 * #LONGEST_WAIT} and nothing is reported twice.
 */
final class LifecycleWatch {
  /** The longest time between two looks at the clock: it may be set while nothing is due. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final ExemptionStore store;
  private final Clock clock;
  private final ScheduledExecutorService scheduler;
  private final Consumer<ExemptionEvent> sink;
  private Instant lastLook;
  private ScheduledFuture<?> next;
  private boolean running;

  LifecycleWatch(
      ExemptionStore store,
      Clock clock,
      ScheduledExecutorService scheduler,
      Consumer<ExemptionEvent> sink) {
    this.store = store;
    this.clock = clock;
    this.scheduler = scheduler;
    this.sink = sink;
  }

  synchronized void start() {
    running = true;
    lastLook = clock.instant();
    schedule();
  }

  synchronized void stop() {
    running = false;
    if (next != null) {
      next.cancel(false);
    }
  }

  /** Looks at the clock, reports what it changed, and arranges for the next look. */
  synchronized void look() {
    if (!running) {
      return;
    }
    Instant now = clock.instant();
    Instant from = now.isBefore(lastLook) ? now : lastLook;
    Instant to = now.isBefore(lastLook) ? lastLook : now;
    Map<String, ExemptionRecord> touched = new LinkedHashMap<>();
    store
        .read(index -> index.transitions(from, to))
        .forEach(record -> touched.put(record.id(), record));
    for (ExemptionRecord record : touched.values()) {
      ExemptionState before = record.stateAt(lastLook);
      ExemptionState after = record.stateAt(now);
      if (before != after) {
        sink.accept(new ExemptionEvent(typeFor(after), record, Optional.empty()));
      }
    }
    lastLook = now;
    schedule();
  }

  private static ExemptionEvent.Type typeFor(ExemptionState state) {
    switch (state) {
      case ACTIVE:
        return ExemptionEvent.Type.ACTIVATED;
      case EXPIRED:
        return ExemptionEvent.Type.EXPIRED;
      default:
        return ExemptionEvent.Type.UPDATED;
    }
  }

  private void schedule() {
    if (next != null) {
      next.cancel(false);
    }
    Duration wait =
        store
            .read(index -> index.nextTransition(lastLook))
            .map(instant -> Duration.between(lastLook, instant))
            .filter(until -> until.compareTo(LONGEST_WAIT) < 0)
            .orElse(LONGEST_WAIT);
    // A millisecond late rather than early: early would find nothing to do.
    next = scheduler.schedule(this::look, wait.toMillis() + 1, TimeUnit.MILLISECONDS);
  }
}
