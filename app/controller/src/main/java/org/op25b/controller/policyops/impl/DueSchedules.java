package org.op25b.controller.policyops.impl;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.op25b.controller.audit.Actor;
import org.op25b.controller.audit.AuditAction;
import org.op25b.controller.policyops.Schedule;
import org.op25b.controller.policyops.VersionAction;
import org.op25b.controller.policyops.ledger.AuditNote;
import org.op25b.controller.policyops.ledger.LedgerState;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;

/**
 * Makes the changes of phase whose time has come. The mark that a schedule is applied and the
 * version that applies it are one entry of storage, replaced by whoever is first: so it is applied
 * once, whichever node notices, whenever it dies, and wherever the clock goes afterwards.
 */
final class DueSchedules {
  private final PolicyKeeper keeper;
  private final Clock clock;

  DueSchedules(PolicyKeeper keeper, Clock clock) {
    this.keeper = keeper;
    this.clock = clock;
  }

  /** Applies everything that is due, in the order of its times; one version for each time. */
  void apply() {
    LedgerState state = keeper.settled();
    ImmutableList<Schedule> batch = due(state);
    while (!batch.isEmpty()) {
      apply(state, batch);
      state = keeper.settled();
      batch = due(state);
    }
  }

  /** The earliest pending schedule of all that can be applied at all. */
  static Optional<Instant> next(LedgerState state) {
    return hasPolicy(state)
        ? Schedules.pending(state).stream().map(Schedule::at).findFirst()
        : Optional.empty();
  }

  private ImmutableList<Schedule> due(LedgerState state) {
    Optional<Instant> first = next(state).filter(instant -> !instant.isAfter(clock.instant()));
    return first.isEmpty()
        ? ImmutableList.of()
        : Schedules.pending(state).stream()
            .filter(schedule -> schedule.at().equals(first.get()))
            .collect(toImmutableList());
  }

  /** After the policy was removed on purpose, no schedule brings it back. */
  private static boolean hasPolicy(LedgerState state) {
    return state.current().filter(version -> version.content().isPresent()).isPresent();
  }

  private void apply(LedgerState state, ImmutableList<Schedule> batch) {
    JsonNode current = keeper.current(state).get();
    Policy policy = PolicyKeeper.read(Optional.of(current)).get();
    Map<String, Phase> phases = new LinkedHashMap<>();
    for (Schedule schedule : batch) {
      for (String pool : schedule.pools()) {
        if (policy.pool(pool).isPresent()) {
          phases.put(pool, schedule.phase());
        }
      }
    }
    JsonNode candidate = PhaseEdit.with(current, phases);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    long revision = state.revision();
    if (candidate.equals(current)) {
      keeper.changeRest(
          newest ->
              newest.revision() == revision
                  ? finish(newest, newest.toBuilder(), batch, policy, newest.currentNumber(), now)
                      .build()
                  : newest);
    } else {
      Proposal proposal =
          Proposal.of(candidate, VersionAction.PHASE_SCHEDULED, actor(batch), note(batch))
              .along((next, number) -> finish(state, next, batch, policy, number, now));
      keeper.change(
          newest -> newest.revision() == revision ? Optional.of(proposal) : Optional.empty());
    }
  }

  /** Marks the batch as finished, and notes those of it that could not be applied. */
  private static LedgerState.Builder finish(
      LedgerState state,
      LedgerState.Builder next,
      List<Schedule> batch,
      Policy policy,
      long version,
      Instant now) {
    ImmutableSet<String> ids =
        batch.stream().map(Schedule::id).collect(ImmutableSet.toImmutableSet());
    ImmutableList<Schedule> schedules =
        state.schedules().stream()
            .map(
                schedule ->
                    ids.contains(schedule.id())
                        ? finished(schedule, policy, version, now)
                        : schedule)
            .collect(toImmutableList());
    ImmutableList<AuditNote> failures =
        schedules.stream()
            .filter(schedule -> ids.contains(schedule.id()))
            .filter(schedule -> schedule.state() == Schedule.State.FAILED)
            .map(schedule -> failure(schedule, now))
            .collect(toImmutableList());
    if (!failures.isEmpty()) {
      next.addUnaudited(failures);
    }
    return next.setSchedules(Schedules.bounded(schedules));
  }

  private static Schedule finished(Schedule schedule, Policy policy, long version, Instant now) {
    ImmutableList<String> gone =
        schedule.pools().stream()
            .filter(pool -> policy.pool(pool).isEmpty())
            .collect(toImmutableList());
    boolean failed = gone.size() == schedule.pools().size();
    return schedule.toBuilder()
        .setState(failed ? Schedule.State.FAILED : Schedule.State.APPLIED)
        .setFinished(Optional.of(now))
        .setVersion(failed ? Optional.empty() : Optional.of(version))
        .setReason(gone.isEmpty() ? "" : "not in the policy any more: " + String.join(", ", gone))
        .build();
  }

  private static AuditNote failure(Schedule schedule, Instant now) {
    return AuditNote.of(
        now,
        Actor.of(schedule.actor().user(), schedule.id(), "schedule"),
        AuditAction.PHASE_FAILED,
        "schedule " + schedule.id() + ": " + schedule.reason(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(ScheduleJson.text(schedule)));
  }

  private static Actor actor(List<Schedule> batch) {
    return Actor.of(batch.get(0).actor().user(), ids(batch), "schedule");
  }

  private static String note(List<Schedule> batch) {
    String notes =
        batch.stream()
            .map(Schedule::note)
            .filter(note -> !note.isEmpty())
            .distinct()
            .limit(1)
            .collect(Collectors.joining());
    return "schedule " + ids(batch) + (notes.isEmpty() ? "" : ": " + notes);
  }

  private static String ids(List<Schedule> batch) {
    return batch.stream().map(Schedule::id).limit(10).collect(Collectors.joining(" "));
  }
}
