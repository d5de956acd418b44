package org.op25b.controller.exemption.impl;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.op25b.controller.audit.Actor;
import org.op25b.controller.exemption.ExemptionLimits;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.store.ExemptionStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes exemptions that ended longer ago than they are to be kept. That is a change like any
 * other: the audit log keeps what they said, as long as it keeps anything, and no node brings them
 * back. All nodes do it; whoever comes second finds nothing.
 */
final class Retention {
  /** What one change removes at the most: callers wait for it no longer than for an import. */
  static final int AT_ONCE = 1000;

  private static final Actor RETENTION = Actor.of("retention", "controller", "app");
  private static final Logger log = LoggerFactory.getLogger(Retention.class);

  private final ExemptionStore store;
  private final Clock clock;
  private final Supplier<ExemptionLimits> limits;

  Retention(ExemptionStore store, Clock clock, Supplier<ExemptionLimits> limits) {
    this.store = store;
    this.clock = clock;
    this.limits = limits;
  }

  /** Removes what is due, all of it. */
  void purge() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    limits.get().keepEnded().ifPresent(kept -> purge(now.minus(kept), now));
  }

  private void purge(Instant endedBefore, Instant now) {
    int purged = 0;
    List<ExemptionRecord> due;
    do {
      due = store.read(index -> index.endedBefore(endedBefore, AT_ONCE));
      List<ExemptionRecord> batch = due;
      if (!batch.isEmpty()) {
        purged +=
            store.change(
                staging -> {
                  int before = staging.size();
                  batch.forEach(record -> staging.purge(record, RETENTION, now));
                  return before - staging.size();
                });
      }
    } while (due.size() == AT_ONCE);
    if (purged > 0) {
      log.info("{} exemptions that ended before {} are no longer kept", purged, endedBefore);
    }
  }
}
