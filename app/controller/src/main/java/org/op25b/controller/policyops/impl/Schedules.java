package org.op25b.controller.policyops.impl;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Maps;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.op25b.controller.Words;
import org.op25b.controller.audit.AuditAction;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.policyops.PhaseOutcome;
import org.op25b.controller.policyops.PhaseTarget;
import org.op25b.controller.policyops.PolicyContext;
import org.op25b.controller.policyops.PolicyOutcome;
import org.op25b.controller.policyops.PolicyRefusedException;
import org.op25b.controller.policyops.Schedule;
import org.op25b.controller.policyops.ledger.AuditNote;
import org.op25b.controller.policyops.ledger.LedgerState;
import org.op25b.policy.Phase;

/** Makes, moves and calls off schedules. */
final class Schedules {
  /** As many as anybody has announced, and far from what one entry of storage holds. */
  static final int MOST_PENDING = 500;

  static final int MOST_POOLS = 20_000;
  private static final int MOST_FINISHED = 100;

  private final PolicyKeeper keeper;
  private final PhaseChanges phases;
  private final Clock clock;

  Schedules(PolicyKeeper keeper, PhaseChanges phases, Clock clock) {
    this.keeper = keeper;
    this.phases = phases;
    this.clock = clock;
  }

  /** Those whose time is to come or has not been noticed, soonest first. */
  static ImmutableList<Schedule> pending(LedgerState state) {
    return state.schedules().stream()
        .filter(Schedule::isPending)
        .sorted(Comparator.comparing(Schedule::at))
        .collect(toImmutableList());
  }

  ImmutableList<Schedule> all() {
    LedgerState state = keeper.settled();
    return Stream.concat(
            pending(state).stream(),
            state.schedules().stream()
                .filter(schedule -> !schedule.isPending())
                .sorted(
                    Comparator.comparing((Schedule schedule) -> schedule.finished().get())
                        .reversed()))
        .collect(toImmutableList());
  }

  PhaseOutcome make(PhaseTarget target, Phase phase, String at, PolicyContext context) {
    PolicyChanges.checkNote(context.note());
    Schedule[] made = new Schedule[1];
    return change(
        context,
        state -> {
          ScheduleTime time = ScheduleTime.read(at, clock.instant());
          Schedule schedule =
              Schedule.builder()
                  .setId("s" + state.nextSchedule())
                  .setPools(target.in(phases.policy(state)))
                  .setPhase(phase)
                  .setAt(time.instant())
                  .setAtLocal(time.local())
                  .setNote(context.note())
                  .setActor(context.actor())
                  .setMade(now())
                  .setFinished(Optional.empty())
                  .setVersion(Optional.empty())
                  .build();
          checkRoom(state, schedule);
          checkAlone(state, schedule);
          made[0] = schedule;
          return Step.of(schedule, Optional.empty(), AuditAction.PHASE_SCHEDULED);
        });
  }

  PhaseOutcome postpone(String id, String at, PolicyContext context) {
    PolicyChanges.checkNote(context.note());
    return change(
        context,
        state -> {
          Schedule before = pending(state, id);
          ScheduleTime time = ScheduleTime.read(at, clock.instant());
          Schedule after =
              before.toBuilder()
                  .setAt(time.instant())
                  .setAtLocal(time.local())
                  .setNote(context.note().isEmpty() ? before.note() : context.note())
                  .build();
          checkAlone(state, after);
          return Step.of(after, Optional.of(before), AuditAction.PHASE_POSTPONED);
        });
  }

  PhaseOutcome cancel(String id, PolicyContext context) {
    return change(
        context,
        state -> {
          Schedule before = pending(state, id);
          Schedule after =
              before.toBuilder()
                  .setState(Schedule.State.CANCELLED)
                  .setFinished(Optional.of(now()))
                  .build();
          return Step.of(after, Optional.of(before), AuditAction.PHASE_CANCELLED);
        });
  }

  private PhaseOutcome change(PolicyContext context, Decision decision) {
    LedgerState before = keeper.settled();
    PolicyChanges.checkBase(before, context);
    Step first = decision.on(before);
    PolicyOutcome preview =
        phases.preview(
            before, Maps.toMap(existing(before, first.schedule), pool -> first.schedule.phase()));
    Step[] done = {first};
    LedgerState after =
        context.dryRun()
            ? before
            : keeper.changeRest(
                state -> {
                  PolicyChanges.checkBase(state, context);
                  done[0] = decision.on(state);
                  return done[0].applyTo(state, context, now());
                });
    return PhaseOutcome.of(
        PolicyOutcome.of(after.current(), true, preview.effect()),
        Optional.of(done[0].schedule),
        ImmutableList.of());
  }

  private ImmutableList<String> existing(LedgerState state, Schedule schedule) {
    return schedule.pools().stream()
        .filter(pool -> phases.policy(state).pool(pool).isPresent())
        .collect(toImmutableList());
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static Schedule pending(LedgerState state, String id) {
    Schedule found =
        state.schedules().stream()
            .filter(schedule -> schedule.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new PolicyRefusedException(
                        ProblemCode.NOT_FOUND,
                        "/schedule",
                        "There is no schedule " + Problem.quote(id) + ".",
                        "op25b-phases and GET phases list them."));
    if (!found.isPending()) {
      throw new PolicyRefusedException(
          ProblemCode.CONFLICT,
          "/schedule",
          String.format(
              "Schedule %s is %s since %s.", id, Words.of(found.state()), found.finished().get()),
          "Roll the phases back if need be, and make a new schedule.");
    }
    return found;
  }

  private static void checkRoom(LedgerState state, Schedule schedule) {
    ImmutableList<Schedule> pending = pending(state);
    int pools = pending.stream().mapToInt(other -> other.pools().size()).sum();
    if (pending.size() >= MOST_PENDING || pools + schedule.pools().size() > MOST_POOLS) {
      throw new PolicyRefusedException(
          ProblemCode.FULL,
          "",
          String.format(
              "There are %d schedules for %d pools; at most %d for %d can be.",
              pending.size(), pools, MOST_PENDING, MOST_POOLS),
          "Cancel some, or schedule fewer pools.");
    }
  }

  /** Two phases for one pool at one instant: nobody could say which one counts. */
  private static void checkAlone(LedgerState state, Schedule schedule) {
    for (Schedule other : pending(state)) {
      Optional<String> shared =
          other.pools().stream().filter(schedule.pools()::contains).findFirst();
      if (!other.id().equals(schedule.id())
          && other.at().equals(schedule.at())
          && shared.isPresent()) {
        throw new PolicyRefusedException(
            ProblemCode.CONFLICT,
            "/at",
            String.format(
                "Schedule %s brings pool %s to %s at that very instant.",
                other.id(), shared.get(), Words.of(other.phase())),
            "Give another time, or cancel " + other.id() + ".");
      }
    }
  }

  /** Returns {@code schedules} without the oldest of those that are finished long ago. */
  static ImmutableList<Schedule> bounded(ImmutableList<Schedule> schedules) {
    long finished = schedules.stream().filter(schedule -> !schedule.isPending()).count();
    ImmutableList.Builder<Schedule> kept = ImmutableList.builder();
    long surplus = Math.max(0, finished - MOST_FINISHED);
    for (Schedule schedule : schedules) {
      if (schedule.isPending() || surplus-- <= 0) {
        kept.add(schedule);
      }
    }
    return kept.build();
  }

  /** Decides what to do on a state; may be asked again on a newer one, and throws to refuse. */
  private interface Decision {
    Step on(LedgerState state);
  }

  /** One schedule before and after. */
  private static final class Step {
    private final Schedule schedule;
    private final Optional<Schedule> before;
    private final AuditAction action;

    private Step(Schedule schedule, Optional<Schedule> before, AuditAction action) {
      this.schedule = schedule;
      this.before = before;
      this.action = action;
    }

    static Step of(Schedule schedule, Optional<Schedule> before, AuditAction action) {
      return new Step(schedule, before, action);
    }

    LedgerState applyTo(LedgerState state, PolicyContext context, Instant now) {
      ImmutableList.Builder<Schedule> schedules = ImmutableList.builder();
      state.schedules().stream()
          .filter(other -> !other.id().equals(schedule.id()))
          .forEach(schedules::add);
      schedules.add(schedule);
      return state.toBuilder()
          .setSchedules(bounded(schedules.build()))
          .setNextSchedule(state.nextSchedule() + (before.isPresent() ? 0 : 1))
          .addUnaudited(ImmutableList.of(note(schedule, before, action, context, now)))
          .build();
    }
  }

  private static AuditNote note(
      Schedule schedule,
      Optional<Schedule> before,
      AuditAction action,
      PolicyContext context,
      Instant now) {
    return AuditNote.of(
        now,
        context.actor(),
        action,
        String.format(
            "schedule %s: %s at %s%s",
            schedule.id(),
            Words.of(schedule.phase()),
            schedule.atLocal(),
            context.note().isEmpty() ? "" : ": " + context.note()),
        Optional.empty(),
        before.map(ScheduleJson::text),
        Optional.of(ScheduleJson.text(schedule)));
  }
}
