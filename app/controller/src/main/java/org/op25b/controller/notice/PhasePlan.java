package org.op25b.controller.notice;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import org.op25b.controller.policyops.PhaseOperations;
import org.op25b.controller.policyops.PoolPhase;
import org.op25b.controller.policyops.Schedule;
import org.op25b.notice.PhaseChange;

/** What is known of the phases of pools, past and to come, as the notice asks for it. */
final class PhasePlan {
  private PhasePlan() {}

  /**
   * Returns since when each pool is in its phase, as far as that is known, and what is scheduled.
   * The versions of the policy are dated by the clock of the node that made them, so none is taken
   * for later than {@code now}; a schedule whose time has come is about to be one of them.
   *
   * @throws org.op25b.controller.audit.JournalUnavailableException when storage does not answer
   */
  static ImmutableList<PhaseChange> of(PhaseOperations operations, Instant now) {
    ImmutableList.Builder<PhaseChange> plan = ImmutableList.builder();
    for (PoolPhase phase : operations.phases()) {
      phase
          .since()
          .map(since -> since.isAfter(now) ? now : since)
          .map(since -> PhaseChange.of(phase.pool().name(), since, phase.pool().phase()))
          .ifPresent(plan::add);
    }
    for (Schedule schedule : operations.schedules()) {
      if (schedule.isPending() && schedule.at().isAfter(now)) {
        schedule
            .pools()
            .forEach(pool -> plan.add(PhaseChange.of(pool, schedule.at(), schedule.phase())));
      }
    }
    return plan.build();
  }
}
