package org.op25b.controller.policyops.impl;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.op25b.controller.policyops.PolicyEvent;
import org.op25b.controller.policyops.ledger.Ledger;
import org.op25b.controller.policyops.ledger.LedgerState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes what is undone, applies what is due, and tells listeners of every change, by whatever
 * node. It asks the clock anew at each look, so a clock that jumps is noticed within {@link
 * #LONGEST_WAIT}. Runs on one thread.
 */
final class Lookout {
  /** The longest time for which something undone is not noticed. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(Lookout.class);

  private final Ledger ledger;
  private final PolicyKeeper keeper;
  private final DueSchedules due;
  private final AuditTrail audit;
  private final Clock clock;
  private final ScheduledExecutorService executor;
  private final Consumer<PolicyEvent> sink;
  private LedgerState last;
  private ScheduledFuture<?> next;

  Lookout(
      Ledger ledger,
      PolicyKeeper keeper,
      DueSchedules due,
      AuditTrail audit,
      Clock clock,
      ScheduledExecutorService executor,
      Consumer<PolicyEvent> sink) {
    this.ledger = ledger;
    this.keeper = keeper;
    this.due = due;
    this.audit = audit;
    this.clock = clock;
    this.executor = executor;
    this.sink = sink;
  }

  /** Begins to look. */
  void start() {
    last = ledger.state();
    executor.execute(this::cleanUp);
    executor.execute(this::look);
  }

  /** Looks now, and arranges for the next look. */
  private void look() {
    Duration wait = LONGEST_WAIT;
    try {
      due.apply();
      LedgerState state = keeper.settled();
      audit.recordLeftOver(state);
      tell(ledger.state());
      Instant now = clock.instant();
      wait =
          DueSchedules.next(state)
              .map(instant -> Duration.between(now, instant))
              .filter(until -> until.compareTo(LONGEST_WAIT) < 0)
              .orElse(LONGEST_WAIT);
    } catch (RuntimeException e) {
      log.warn("The policy's ledger cannot be looked after now, trying again: {}", e.toString());
    }
    lookAgainAfter(wait);
  }

  private void lookAgainAfter(Duration wait) {
    if (next != null) {
      next.cancel(false);
    }
    try {
      // A millisecond late rather than early: early would find nothing to do.
      next = executor.schedule(this::look, Math.max(0, wait.toMillis()) + 1, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("Stopping; the next start finishes what is undone", e);
    }
  }

  /** Looks as soon as the thread is free. */
  void lookSoon() {
    try {
      executor.execute(this::look);
    } catch (RejectedExecutionException e) {
      log.debug("Stopping; the next start finishes what is undone", e);
    }
  }

  private void tell(LedgerState state) {
    LedgerState before = last;
    last = state;
    if (state.currentNumber() != before.currentNumber()) {
      sink.accept(new PolicyEvent(PolicyEvent.Type.POLICY_CHANGED, state.current()));
    }
    if (!state.schedules().equals(before.schedules())) {
      sink.accept(new PolicyEvent(PolicyEvent.Type.SCHEDULES_CHANGED, state.current()));
    }
  }

  private void cleanUp() {
    try {
      ledger.removeOrphans();
    } catch (RuntimeException e) {
      log.warn("Left-over policies cannot be removed now: {}", e.toString());
    }
  }
}
