package org.op25b.controller.exemption.store;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ExemptionState;
import org.op25b.controller.exemption.LiveExemptions;
import org.op25b.policy.Selection;

/**
 * The exemptions in force, remembered from one question to the next: only records that have changed
 * are looked at, until the clock reaches the next that it starts or ends. Thread-safe.
 */
public final class LiveView {
  private Instant since = Instant.MAX;
  private Selection<ExemptionRecord> active = activeAt(since);

  /**
   * Returns what is in force at {@code instant}.
   *
   * @param index always the same one, and not changed meanwhile
   * @param version a change that it has, see {@link LiveExemptions#version()}
   */
  public synchronized LiveExemptions at(Instant instant, ExemptionIndex index, long version) {
    boolean clockChangesNothing =
        !instant.isBefore(since) && index.nextTransition(since).map(instant::isBefore).orElse(true);
    if (!clockChangesNothing) {
      since = instant;
      active = activeAt(instant);
    }
    return LiveExemptions.of(
        instant,
        active.of(ImmutableList.copyOf(index.all())),
        index.nextTransition(instant),
        version);
  }

  private static Selection<ExemptionRecord> activeAt(Instant instant) {
    return new Selection<>(record -> record.stateAt(instant) == ExemptionState.ACTIVE);
  }
}
