package org.op25b.controller.enforcement;

import java.time.Duration;

/** How long to wait before the next attempt: doubled after each failure, up to a limit. */
final class Backoff {
  private final Duration first;
  private final Duration limit;
  private int failures;

  /**
   * A backoff that waits {@code first} after the first failure and never longer than {@code limit}.
   */
  Backoff(Duration first, Duration limit) {
    this.first = first;
    this.limit = limit;
  }

  /** Counts a failure and returns how long to wait. */
  Duration failed() {
    // Thirty doublings of any sensible first wait are beyond any sensible limit.
    Duration wait = first.multipliedBy(1L << Math.min(failures++, 30));
    return wait.compareTo(limit) > 0 ? limit : wait;
  }

  void succeeded() {
    failures = 0;
  }
}
