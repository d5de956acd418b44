package org.op25b.controller.copies;

import java.time.Duration;

/**
 * When a rule that copies is written again. It ends by itself (OpenFlow's hard timeout), so that a
 * switch stops to copy soon after the application has stopped to look: to other applications a copy
 * is a packet that wants to be forwarded. The timeout is shorter than a restart of ONOS.
 */
final class Lease {
  /** For how long the rule copies, in seconds. */
  static final int SECONDS = 12;

  static final Duration RENEWAL = Duration.ofSeconds(SECONDS / 3);
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(1);

  private long dueNanos;
  private boolean began;
  private boolean held;

  /** Whether the rule is to be written. */
  synchronized boolean isDue(long nowNanos) {
    return !began || nowNanos - dueNanos >= 0;
  }

  /** Notes that the rule is being written. */
  synchronized void take(long nowNanos) {
    began = true;
    dueNanos = nowNanos + RENEWAL.toNanos();
  }

  /** Notes whether the switch has taken the rule. */
  synchronized void answered(boolean taken, long nowNanos) {
    held = taken;
    if (!taken) {
      dueNanos = nowNanos + AFTER_REFUSAL.toNanos();
    }
  }

  /** Whether the switch took the rule the last time. */
  synchronized boolean isHeld() {
    return held;
  }
}
