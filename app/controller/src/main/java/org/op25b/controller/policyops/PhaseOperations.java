package org.op25b.controller.policyops;

import com.google.common.collect.ImmutableList;
import org.op25b.policy.Phase;

/**
 * Brings pools from phase to phase, now or at a date. Each change is one version of the policy,
 * whatever the number of pools, and so one staged change on each switch. A schedule is applied
 * exactly once: late when no controller was there at its time, never twice.
 *
 * <p>With {@link PolicyContext#dryRun} each method says what it would do, and changes nothing. All
 * throw {@link PolicyRefusedException} when something is wrong, and {@link
 * org.op25b.controller.audit.JournalUnavailableException} when storage does not answer.
 */
public interface PhaseOperations {
  /** Returns every pool, in the order of the policy; none when there is no policy. */
  ImmutableList<PoolPhase> phases();

  /** Returns all schedules: pending ones soonest first, then finished ones newest first. */
  ImmutableList<Schedule> schedules();

  /** Brings pools to a phase now. */
  PhaseOutcome set(PhaseTarget target, Phase phase, PolicyContext context);

  /**
   * Brings pools to a phase at an instant.
   *
   * @param at ISO 8601 with its zone, or a duration from now such as {@code 2h}
   */
  PhaseOutcome schedule(PhaseTarget target, Phase phase, String at, PolicyContext context);

  /** Gives a pending schedule another time, written as for {@link #schedule}. */
  PhaseOutcome postpone(String id, String at, PolicyContext context);

  /** Calls off a pending schedule. */
  PhaseOutcome cancel(String id, PolicyContext context);

  /** Brings each pool back to the phase it had before its last change; twice goes back twice. */
  PhaseOutcome rollBack(PhaseTarget target, PolicyContext context);
}
