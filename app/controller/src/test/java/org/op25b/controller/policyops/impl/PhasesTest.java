package org.op25b.controller.policyops.impl;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.op25b.controller.policyops.impl.PolicyNode.ALICE;
import static org.op25b.controller.policyops.impl.PolicyNode.policy;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.op25b.controller.audit.AuditAction;
import org.op25b.controller.audit.AuditEntry;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.exemption.impl.FakeStorage;
import org.op25b.controller.exemption.impl.Faults;
import org.op25b.controller.exemption.impl.ManualTime;
import org.op25b.controller.policyops.PhaseOutcome;
import org.op25b.controller.policyops.PhaseTarget;
import org.op25b.controller.policyops.PolicyRefusedException;
import org.op25b.controller.policyops.PolicyVersion;
import org.op25b.controller.policyops.PoolPhase;
import org.op25b.controller.policyops.Schedule;
import org.op25b.controller.policyops.VersionAction;
import org.op25b.policy.Phase;
import org.op25b.policy.Pool;

class PhasesTest {
  private static final PhaseTarget A = PhaseTarget.pools(ImmutableList.of("a"));
  private static final PhaseTarget B = PhaseTarget.pools(ImmutableList.of("b"));

  private final FakeStorage storage = FakeStorage.ofNewCluster();
  private final FakeNetcfg.Shared shared = new FakeNetcfg.Shared();
  private final ManualTime time = new ManualTime("2026-07-01T00:00:00Z");
  private final Faults faults = new Faults();
  private final PolicyNode node = new PolicyNode(storage, shared, time, faults);

  @BeforeEach
  void threePools() {
    node.policies.changes().apply(policy("a=off", "b=off", "c=off"), ALICE);
  }

  private static String phases(PolicyNode node) {
    return node.policy().pools().stream()
        .map(Pool::phase)
        .map(Phase::name)
        .collect(Collectors.joining(" "));
  }

  @Test
  void phasesAreSetByNameAreaOrAllInOneVersion() {
    node.policies.phaseChanges().set(A, Phase.MONITOR, ALICE);
    assertThat(phases(node)).isEqualTo("MONITOR OFF OFF");
    node.policies.phaseChanges().set(PhaseTarget.area("west"), Phase.BLOCK, ALICE);
    assertThat(phases(node)).isEqualTo("MONITOR BLOCK BLOCK");
    PhaseOutcome all = node.policies.phaseChanges().set(PhaseTarget.all(), Phase.BLOCK_ALL, ALICE);
    assertThat(phases(node)).isEqualTo("BLOCK_ALL BLOCK_ALL BLOCK_ALL");
    assertThat(all.policy().version().get().number()).isEqualTo(4);
    assertThat(all.policy().effect().phases()).hasSize(3);
    assertThat(node.policies.phaseChanges().set(A, Phase.BLOCK_ALL, ALICE).policy().changed())
        .isFalse();
  }

  @Test
  void whatDoesNotExistIsRefused() {
    for (PhaseTarget target :
        new PhaseTarget[] {
          PhaseTarget.pools(ImmutableList.of("a", "z")), PhaseTarget.area("north")
        }) {
      PolicyRefusedException refused =
          assertThrows(
              PolicyRefusedException.class,
              () -> node.policies.phaseChanges().set(target, Phase.BLOCK, ALICE));
      assertThat(refused.problems().get(0).code()).isEqualTo(ProblemCode.NOT_FOUND);
    }
    assertThat(phases(node)).isEqualTo("OFF OFF OFF");
  }

  @Test
  void goingBackGoesBackStepByStepAndNeverThereAndBack() {
    node.policies.phaseChanges().set(A, Phase.MONITOR, ALICE);
    node.policies.phaseChanges().set(PhaseTarget.all(), Phase.BLOCK, ALICE);
    node.policies.phaseChanges().rollBack(PhaseTarget.all(), ALICE);
    assertThat(phases(node)).isEqualTo("MONITOR OFF OFF");
    node.policies.phaseChanges().rollBack(A, ALICE);
    assertThat(phases(node)).isEqualTo("OFF OFF OFF");
    PolicyRefusedException none =
        assertThrows(
            PolicyRefusedException.class,
            () -> node.policies.phaseChanges().rollBack(PhaseTarget.all(), ALICE));
    assertThat(none.problems().get(0).code()).isEqualTo(ProblemCode.CONFLICT);
    assertThat(node.policies.state().current().get().action())
        .isEqualTo(VersionAction.PHASE_ROLLED_BACK);
  }

  @Test
  void aPreviewChangesNothing() {
    PhaseOutcome preview = node.policies.phaseChanges().set(A, Phase.BLOCK, ALICE.withDryRun(true));
    assertThat(preview.policy().changed()).isTrue();
    assertThat(preview.policy().effect().warnings()).isNotEmpty();
    node.policies.schedules().make(A, Phase.BLOCK, "1h", ALICE.withDryRun(true));
    assertThat(phases(node)).isEqualTo("OFF OFF OFF");
    assertThat(node.policies.state().schedules()).isEmpty();
    assertThat(node.policies.state().currentNumber()).isEqualTo(1);
  }

  @Test
  void aScheduleIsAppliedAtItsTimeOnce() {
    Schedule schedule = schedule(A, Phase.BLOCK, "2026-07-01T10:00+09:00");
    assertThat(schedule.at()).isEqualTo(Instant.parse("2026-07-01T01:00:00Z"));
    assertThat(schedule.atLocal()).isEqualTo("2026-07-01T10:00+09:00");
    time.pass(Duration.ofMinutes(59));
    assertThat(phases(node)).isEqualTo("OFF OFF OFF");
    time.pass(Duration.ofMinutes(1).plusMillis(2));
    assertThat(phases(node)).isEqualTo("BLOCK OFF OFF");
    Schedule done = node.policies.schedules().all().get(0);
    assertThat(done.state()).isEqualTo(Schedule.State.APPLIED);
    assertThat(done.version()).isEqualTo(Optional.of(2L));
    assertThat(done.late()).isLessThan(Duration.ofSeconds(1));
    assertThat(node.policies.state().current().get().actor().channel()).isEqualTo("schedule");
    assertThat(node.policies.state().current().get().actor().user()).isEqualTo("alice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-08-01",
        "2026-08-01T09:00",
        "tomorrow",
        "",
        "2026-06-01T09:00Z",
        "now",
        "2026-13-01T09:00Z",
        "9999-01-01T00:00Z"
      })
  void aTimeWithoutZoneOrInThePastIsRefused(String at) {
    PolicyRefusedException refused =
        assertThrows(PolicyRefusedException.class, () -> schedule(A, Phase.BLOCK, at));
    assertThat(refused.problems().get(0).field()).isEqualTo("/at");
    assertThat(node.policies.state().schedules()).isEmpty();
  }

  @Test
  void aClockThatJumpsBackAndForthAppliesEachOnce() {
    schedule(A, Phase.MONITOR, "1h");
    schedule(A, Phase.BLOCK, "2h");
    Instant start = time.now();
    time.setClock(start.plus(Duration.ofMinutes(90)));
    time.pass(Duration.ofSeconds(6));
    assertThat(phases(node)).isEqualTo("MONITOR OFF OFF");
    time.setClock(start);
    time.pass(Duration.ofSeconds(6));
    node.policies.phaseChanges().set(A, Phase.OFF, ALICE);
    time.setClock(start.plus(Duration.ofMinutes(91)));
    time.pass(Duration.ofSeconds(6));
    assertThat(phases(node)).isEqualTo("OFF OFF OFF");
    time.setClock(start.plus(Duration.ofHours(3)));
    time.pass(Duration.ofSeconds(6));
    assertThat(phases(node)).isEqualTo("BLOCK OFF OFF");
    time.setClock(start);
    time.pass(Duration.ofHours(5));
    assertThat(numbers()).hasSize(4);
  }

  @Test
  void whatWasDueWhileNoControllerWasThereIsAppliedLateAndInOrder() {
    schedule(A, Phase.MONITOR, "1h");
    schedule(PhaseTarget.all(), Phase.BLOCK, "2h");
    faults.kill();
    node.policies.stop();
    time.setClock(time.now().plus(Duration.ofHours(3)));
    PolicyNode restarted = new PolicyNode(storage, shared, time, new Faults());
    assertThat(phases(restarted)).isEqualTo("BLOCK BLOCK BLOCK");
    List<Schedule> done = restarted.policies.schedules().all();
    assertThat(done.stream().map(Schedule::state).collect(Collectors.toSet()))
        .containsExactly(Schedule.State.APPLIED);
    assertThat(done.stream().mapToLong(one -> one.late().toHours()).sum()).isEqualTo(3);
    restarted.policies.phaseChanges().rollBack(A, ALICE);
    assertThat(phases(restarted)).isEqualTo("MONITOR BLOCK BLOCK");
  }

  @Test
  void twoForOnePoolAtOneInstantAreRefused() {
    schedule(A, Phase.MONITOR, "2026-07-02T00:00Z");
    for (PhaseTarget target : new PhaseTarget[] {A, PhaseTarget.all()}) {
      PolicyRefusedException refused =
          assertThrows(
              PolicyRefusedException.class,
              () -> schedule(target, Phase.BLOCK, "2026-07-02T09:00+09:00"));
      assertThat(refused.problems().get(0).code()).isEqualTo(ProblemCode.CONFLICT);
    }
    Schedule other = schedule(B, Phase.BLOCK, "2026-07-02T00:00Z");
    Schedule later = schedule(A, Phase.BLOCK, "2026-07-03T00:00Z");
    assertThrows(
        PolicyRefusedException.class,
        () -> node.policies.schedules().postpone(later.id(), "2026-07-02T00:00Z", ALICE));
    time.pass(Duration.ofHours(24).plusSeconds(1));
    assertThat(phases(node)).isEqualTo("MONITOR BLOCK OFF");
    assertThat(numbers()).containsExactly(1L, 2L);
    assertThat(other.id()).isEqualTo("s2");
  }

  @Test
  void aPostponedOneComesAtItsNewTimeOnly() {
    Schedule schedule = schedule(A, Phase.BLOCK, "1h");
    node.policies.schedules().postpone(schedule.id(), "3h", ALICE.withNote("complaints"));
    time.pass(Duration.ofHours(2));
    assertThat(phases(node)).isEqualTo("OFF OFF OFF");
    time.pass(Duration.ofHours(1).plusSeconds(1));
    assertThat(phases(node)).isEqualTo("BLOCK OFF OFF");
    PolicyRefusedException over =
        assertThrows(
            PolicyRefusedException.class,
            () -> node.policies.schedules().postpone(schedule.id(), "9h", ALICE));
    assertThat(over.problems().get(0).code()).isEqualTo(ProblemCode.CONFLICT);
    assertThat(
            assertThrows(
                    PolicyRefusedException.class,
                    () -> node.policies.schedules().cancel("s99", ALICE))
                .problems()
                .get(0)
                .code())
        .isEqualTo(ProblemCode.NOT_FOUND);
  }

  @Test
  void aCancelledOneNeverComes() {
    Schedule schedule = schedule(A, Phase.BLOCK, "1h");
    node.policies.schedules().cancel(schedule.id(), ALICE);
    time.pass(Duration.ofHours(2));
    assertThat(phases(node)).isEqualTo("OFF OFF OFF");
  }

  @Test
  void aScheduleForPoolsThatAreGoneFailsAndSaysSo() {
    schedule(B, Phase.BLOCK, "1h");
    schedule(PhaseTarget.area("west"), Phase.MONITOR, "2h");
    node.policies.changes().apply(policy("a=off", "c=off"), ALICE);
    time.pass(Duration.ofHours(3));
    List<Schedule> done = node.policies.schedules().all();
    assertThat(done.get(1).state()).isEqualTo(Schedule.State.FAILED);
    assertThat(done.get(1).reason()).contains("b");
    assertThat(done.get(0).state()).isEqualTo(Schedule.State.APPLIED);
    assertThat(phases(node)).isEqualTo("OFF MONITOR");
    assertThat(actions()).contains(AuditAction.PHASE_FAILED);
  }

  @Test
  void noScheduleBringsBackAPolicyThatWasRemoved() {
    schedule(A, Phase.BLOCK, "1h");
    node.netcfg.forget();
    time.pass(Duration.ofHours(2));
    assertThat(node.netcfg.policy()).isEqualTo(Optional.empty());
    node.policies.changes().rollBack(1, ALICE);
    assertThat(phases(node)).isEqualTo("BLOCK OFF OFF");
  }

  @Test
  void everyStepIsInTheAuditLog() {
    Schedule schedule = schedule(A, Phase.BLOCK, "1h");
    node.policies.schedules().postpone(schedule.id(), "2h", ALICE);
    time.pass(Duration.ofHours(3));
    node.policies.phaseChanges().rollBack(A, ALICE.withNote("complaints"));
    node.policies.schedules().cancel(schedule(B, Phase.BLOCK, "1h").id(), ALICE);
    assertThat(actions())
        .containsExactly(
            AuditAction.POLICY_CHANGED,
            AuditAction.PHASE_SCHEDULED,
            AuditAction.PHASE_POSTPONED,
            AuditAction.PHASE_CHANGED,
            AuditAction.PHASE_ROLLED_BACK,
            AuditAction.PHASE_SCHEDULED,
            AuditAction.PHASE_CANCELLED)
        .inOrder();
    AuditEntry back = node.history().get(4);
    assertThat(back.before()).isEqualTo(Optional.of("{\"phases\":{\"a\":\"block\"}}"));
    assertThat(back.after()).isEqualTo(Optional.of("{\"phases\":{\"a\":\"off\"}}"));
  }

  @Test
  void poolsSayWhereTheyComeFromAndWhereTheyGo() {
    node.policies.phaseChanges().set(A, Phase.MONITOR, ALICE);
    schedule(A, Phase.BLOCK_ALL, "9h");
    schedule(A, Phase.BLOCK, "1h");
    PoolPhase a = node.policies.phaseChanges().phases().get(0);
    assertThat(a.previous()).isEqualTo(Optional.of(Phase.OFF));
    assertThat(a.next().get().phase()).isEqualTo(Phase.BLOCK);
    assertThat(a.since()).isEqualTo(Optional.of(Instant.parse("2026-07-01T00:00:00Z")));
    assertThat(node.policies.phaseChanges().rollBack(A, ALICE.withDryRun(true)).stillScheduled())
        .hasSize(2);
  }

  /** Whenever the node that applies it dies: it is applied once, by this or by the next one. */
  @Test
  void aDyingNodeAppliesAScheduleOnce() {
    for (int write = 0; write < 12; write++) {
      for (boolean before : new boolean[] {true, false}) {
        FakeStorage cluster = FakeStorage.ofNewCluster();
        FakeNetcfg.Shared config = new FakeNetcfg.Shared();
        ManualTime clock = new ManualTime("2026-07-01T00:00:00Z");
        Faults first = new Faults();
        PolicyNode maker = new PolicyNode(cluster, config, clock, first);
        maker.policies.changes().apply(policy("a=monitor"), ALICE);
        maker.policies.schedules().make(A, Phase.BLOCK, "1h", ALICE);
        first.kill();
        maker.policies.stop();
        clock.setClock(clock.now().plus(Duration.ofHours(2)));
        Faults second = before ? Faults.dieBefore(write) : Faults.dieAfter(write);
        try {
          new PolicyNode(cluster, config, clock, second).policies.stop();
        } catch (RuntimeException expected) {
          assertThat(second.isDead()).isTrue();
        }
        second.kill();
        PolicyNode next = new PolicyNode(cluster, config, clock, new Faults());
        clock.pass(Duration.ofMinutes(2));
        String where = (before ? "before " : "after ") + write;
        assertWithMessage(where).that(phases(next)).isEqualTo("BLOCK");
        assertWithMessage(where).that(next.policies.state().versions()).hasSize(2);
        assertWithMessage(where)
            .that(next.policies.schedules().all().get(0).state())
            .isEqualTo(Schedule.State.APPLIED);
        assertWithMessage(where)
            .that(
                next.history().stream()
                    .filter(entry -> entry.action() == AuditAction.PHASE_CHANGED)
                    .count())
            .isEqualTo(1);
      }
    }
  }

  @Test
  void twoNodesApplyAScheduleOnce() {
    PolicyNode other = new PolicyNode(storage, shared, time, new Faults());
    schedule(A, Phase.BLOCK, "1h");
    time.pass(Duration.ofHours(2));
    assertThat(numbers()).containsExactly(1L, 2L);
    assertThat(phases(other)).isEqualTo("BLOCK OFF OFF");
  }

  private Schedule schedule(PhaseTarget target, Phase phase, String at) {
    return node.policies.schedules().make(target, phase, at, ALICE).schedule().get();
  }

  private List<Long> numbers() {
    return node.policies.state().versions().stream()
        .map(PolicyVersion::number)
        .collect(Collectors.toList());
  }

  private List<AuditAction> actions() {
    return node.history().stream().map(AuditEntry::action).collect(Collectors.toList());
  }
}
