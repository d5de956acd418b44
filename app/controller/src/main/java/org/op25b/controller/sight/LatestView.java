package org.op25b.controller.sight;

import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.op25b.controller.inforce.PolicyInForce;
import org.op25b.policy.Policy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy in force by which packets are judged. A view of it takes milliseconds to make where
 * there are many exemptions, and packets come on the thread that takes the switches' answers, so it
 * is made beside them: soon after a change, and once for all changes until then. "Soon" is longer
 * where it takes longer, and a hundredth of a second at the least.
 */
final class LatestView {
  /** How long a change may wait for others to be taken in with it. */
  static final long LONGEST_DELAY_MILLIS = 1000;

  private static final long SHORTEST_DELAY_MILLIS = 10;

  /** Changes without end take no more than one part of so many of a processor. */
  private static final long SHARE = 10;

  private static final Logger log = LoggerFactory.getLogger(LatestView.class);

  private final PolicyInForce policyInForce;
  private final ScheduledExecutorService executor;
  private final Runnable listener = this::changed;
  private final AtomicBoolean due = new AtomicBoolean();
  private volatile PolicyView view = new PolicyView(Optional.empty());
  private volatile long delayMillis = SHORTEST_DELAY_MILLIS;

  LatestView(PolicyInForce policyInForce, ScheduledExecutorService executor) {
    this.policyInForce = policyInForce;
    this.executor = executor;
  }

  void start() {
    policyInForce.addListener(listener);
    changed();
  }

  void stop() {
    policyInForce.removeListener(listener);
  }

  /** Returns the view; never waits. */
  PolicyView get() {
    return view;
  }

  private void changed() {
    if (due.compareAndSet(false, true)) {
      try {
        ScheduledFuture<?> unused =
            executor.schedule(this::renew, delayMillis, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        log.debug("Stopped", e);
      }
    }
  }

  private void renew() {
    due.set(false);
    Optional<Policy> policy = policyInForce.policy();
    if (!view.isOf(policy)) {
      long began = System.nanoTime();
      view = new PolicyView(policy);
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      delayMillis = Math.max(SHORTEST_DELAY_MILLIS, Math.min(SHARE * took, LONGEST_DELAY_MILLIS));
    }
  }
}
