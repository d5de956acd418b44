package org.op25b.controller.policyops;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.util.Optional;

/** What came of a change of phases or schedules, or would come of it. */
@AutoValue
public abstract class PhaseOutcome {
  /** The version and the effect; of a schedule, the effect if its time were now. */
  public abstract PolicyOutcome policy();

  /** The schedule that was, or would be, made or changed. */
  public abstract Optional<Schedule> schedule();

  /** What is still to come for the pools that were changed now, soonest first. */
  public abstract ImmutableList<Schedule> stillScheduled();

  /** Returns an outcome. */
  public static PhaseOutcome of(
      PolicyOutcome policy, Optional<Schedule> schedule, Iterable<Schedule> stillScheduled) {
    return new AutoValue_PhaseOutcome(policy, schedule, ImmutableList.copyOf(stillScheduled));
  }
}
