package org.op25b.controller.policyops.impl;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.op25b.controller.policyops.impl.PolicyNode.ALICE;
import static org.op25b.controller.policyops.impl.PolicyNode.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.op25b.controller.audit.AuditAction;
import org.op25b.controller.audit.AuditEntry;
import org.op25b.controller.audit.JournalUnavailableException;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.exemption.impl.FakeStorage;
import org.op25b.controller.exemption.impl.Faults;
import org.op25b.controller.exemption.impl.ManualTime;
import org.op25b.controller.policyops.PolicyCheck;
import org.op25b.controller.policyops.PolicyEvent;
import org.op25b.controller.policyops.PolicyOutcome;
import org.op25b.controller.policyops.PolicyRefusedException;
import org.op25b.controller.policyops.PolicyVersion;
import org.op25b.controller.policyops.VersionAction;

class PolicyChangesTest {
  private static final JsonNode OFF = policy("a=off");
  private static final JsonNode BLOCK = policy("a=block");
  private static final JsonNode TWO = policy("a=block", "b=monitor");

  private final FakeStorage storage = FakeStorage.ofNewCluster();
  private final FakeNetcfg.Shared shared = new FakeNetcfg.Shared();
  private final ManualTime time = new ManualTime("2026-07-01T00:00:00Z");
  private final PolicyNode node = start(new Faults());

  private PolicyNode start(Faults faults) {
    return new PolicyNode(storage, shared, time, faults);
  }

  @Test
  void whatIsAppliedIsInNetworkConfigurationAndAVersion() {
    PolicyOutcome outcome = node.policies.changes().apply(BLOCK, ALICE.withNote("first"));
    assertThat(outcome.changed()).isTrue();
    assertThat(node.netcfg.source()).isEqualTo(Optional.of(BLOCK));
    PolicyVersion version = outcome.version().get();
    assertThat(version.number()).isEqualTo(1);
    assertThat(version.actor()).isEqualTo(ALICE.actor());
    assertThat(version.note()).isEqualTo("first");
    assertThat(node.policies.policy(version)).isEqualTo(Optional.of(BLOCK));
    assertThat(node.policies.state().unwritten()).isFalse();
  }

  @Test
  void theSameAgainIsNoVersion() {
    node.policies.changes().apply(BLOCK, ALICE);
    int writes = node.netcfg.writes();
    PolicyOutcome again = node.policies.changes().apply(BLOCK.deepCopy(), ALICE);
    assertThat(again.changed()).isFalse();
    assertThat(again.version().get().number()).isEqualTo(1);
    assertThat(node.netcfg.writes()).isEqualTo(writes);
  }

  @Test
  void aChangeOfAnOldVersionIsRefused() {
    node.policies.changes().apply(OFF, ALICE);
    node.policies.changes().apply(BLOCK, ALICE.withBasedOn(Optional.of(1L)));
    PolicyRefusedException stale =
        assertThrows(
            PolicyRefusedException.class,
            () -> node.policies.changes().apply(TWO, ALICE.withBasedOn(Optional.of(1L))));
    assertThat(stale.problems().get(0).code()).isEqualTo(ProblemCode.STALE);
    assertThat(stale.current().get().number()).isEqualTo(2);
    assertThat(node.netcfg.source()).isEqualTo(Optional.of(BLOCK));
  }

  @Test
  void aBadPolicyIsRefusedWithItsPathAndChangesNothing() {
    node.policies.changes().apply(OFF, ALICE);
    JsonNode bad = policy("a=sometimes");
    PolicyRefusedException refused =
        assertThrows(PolicyRefusedException.class, () -> node.policies.changes().apply(bad, ALICE));
    assertThat(refused.problems().get(0).field()).isEqualTo("/pools/0/phase");
    PolicyCheck check = node.policies.changes().check(bad);
    assertThat(check.problems().get(0).path()).isEqualTo("/pools/0/phase");
    assertThat(node.current()).isEqualTo(Optional.of(OFF));
    assertThat(node.netcfg.source()).isEqualTo(Optional.of(OFF));
  }

  @Test
  void aDryRunChangesNothing() {
    node.policies.changes().apply(OFF, ALICE);
    PolicyOutcome outcome = node.policies.changes().apply(BLOCK, ALICE.withDryRun(true));
    assertThat(outcome.changed()).isTrue();
    assertThat(outcome.version().get().number()).isEqualTo(1);
    assertThat(outcome.effect().phases()).hasSize(1);
    assertThat(node.netcfg.source()).isEqualTo(Optional.of(OFF));
  }

  @Test
  void rollingBackMakesANewVersionOfAnOldOne() {
    node.policies.changes().apply(OFF, ALICE);
    node.policies.changes().apply(TWO, ALICE);
    PolicyOutcome outcome = node.policies.changes().rollBack(1, ALICE);
    assertThat(outcome.version().get().number()).isEqualTo(3);
    assertThat(outcome.version().get().action()).isEqualTo(VersionAction.ROLLED_BACK);
    assertThat(node.netcfg.source()).isEqualTo(Optional.of(OFF));
    PolicyRefusedException none =
        assertThrows(
            PolicyRefusedException.class, () -> node.policies.changes().rollBack(9, ALICE));
    assertThat(none.problems().get(0).code()).isEqualTo(ProblemCode.NOT_FOUND);
  }

  @Test
  void whatIsWrittenToNetworkConfigurationBecomesAVersionOnce() {
    node.policies.changes().apply(OFF, ALICE);
    node.netcfg.configure(TWO);
    node.netcfg.configure(TWO);
    List<PolicyVersion> versions = node.policies.state().versions();
    assertThat(versions).hasSize(2);
    assertThat(versions.get(1).actor()).isEqualTo(PolicyNode.STRANGER);
    assertThat(node.current()).isEqualTo(Optional.of(TWO));
  }

  /** Another node may still see what was before; only when it lasts, somebody has written it. */
  @Test
  void thePolicyOfBeforeInNetworkConfigurationBecomesAVersionAfterAWhile() {
    node.policies.changes().apply(OFF, ALICE);
    node.policies.changes().apply(BLOCK, ALICE);
    node.netcfg.configure(OFF);
    assertThat(node.policies.state().currentNumber()).isEqualTo(2);
    time.pass(Duration.ofSeconds(11));
    assertThat(node.policies.state().currentNumber()).isEqualTo(3);
    assertThat(node.current()).isEqualTo(Optional.of(OFF));
  }

  @Test
  void aForgottenPolicyIsAVersionWithoutPolicy() {
    node.policies.changes().apply(BLOCK, ALICE);
    node.netcfg.forget();
    assertThat(node.policies.state().current().get().action()).isEqualTo(VersionAction.REMOVED);
    assertThat(node.current()).isEqualTo(Optional.empty());
    node.policies.changes().rollBack(1, ALICE);
    assertThat(node.netcfg.source()).isEqualTo(Optional.of(BLOCK));
    assertThrows(PolicyRefusedException.class, () -> node.policies.changes().rollBack(2, ALICE));
  }

  @Test
  void theOldestVersionsAreDropped() {
    node.kept = 3;
    for (int i = 0; i < 6; i++) {
      node.policies.changes().apply(i % 2 == 0 ? OFF : BLOCK, ALICE);
    }
    assertThat(numbers(node)).containsExactly(4L, 5L, 6L).inOrder();
    assertThat(node.policies.policy(node.policies.state().version(4).get()))
        .isEqualTo(Optional.of(BLOCK));
  }

  @Test
  void everyVersionIsInTheAuditLogOnce() {
    node.policies.changes().apply(OFF, ALICE);
    node.netcfg.configure(BLOCK);
    node.policies.changes().rollBack(1, ALICE.withNote("complaints"));
    node.netcfg.forget();
    time.pass(Duration.ofMinutes(2));
    List<AuditEntry> history = node.history();
    assertThat(history.stream().map(AuditEntry::action).collect(Collectors.toList()))
        .containsExactly(
            AuditAction.POLICY_CHANGED,
            AuditAction.POLICY_CHANGED,
            AuditAction.POLICY_ROLLED_BACK,
            AuditAction.POLICY_REMOVED)
        .inOrder();
    assertThat(history.get(0).actor()).isEqualTo(ALICE.actor());
    assertThat(history.get(2).note())
        .isEqualTo(Optional.of("version 3: back to version 1: complaints"));
    assertThat(history.get(2).before()).isEqualTo(Optional.of(BLOCK.toString()));
    assertThat(history.get(2).after()).isEqualTo(Optional.of(OFF.toString()));
  }

  @Test
  void everyNodeHearsOfEveryVersion() {
    PolicyNode other = start(new Faults());
    node.policies.changes().apply(BLOCK, ALICE);
    assertThat(other.policies.state().currentNumber()).isEqualTo(1);
    assertThat(other.events.stream().map(PolicyEvent::type).collect(Collectors.toList()))
        .contains(PolicyEvent.Type.POLICY_CHANGED);
    assertThat(node.events).isNotEmpty();
  }

  /** Whenever the node dies: the change is there whole after a restart, or not at all. */
  @Test
  void aDyingNodeLeavesAllOrNothing() {
    node.policies.changes().apply(OFF, ALICE);
    int whole = 0;
    int nothing = 0;
    for (int write = 0; write < 12; write++) {
      for (boolean before : new boolean[] {true, false}) {
        FakeStorage cluster = FakeStorage.ofNewCluster();
        FakeNetcfg.Shared config = new FakeNetcfg.Shared();
        new PolicyNode(cluster, config, time, new Faults()).policies.changes().apply(OFF, ALICE);
        Faults faults = before ? Faults.dieBefore(write) : Faults.dieAfter(write);
        boolean acknowledged = false;
        try {
          PolicyNode dying = new PolicyNode(cluster, config, time, faults);
          dying.policies.changes().apply(BLOCK, ALICE);
          acknowledged = true;
        } catch (JournalUnavailableException
            | org.onosproject.store.service.StorageException expected) {
          assertThat(faults.isDead()).isTrue();
        }
        faults.kill();
        PolicyNode next = new PolicyNode(cluster, config, time, new Faults());
        time.pass(Duration.ofMinutes(2));
        boolean made = next.current().equals(Optional.of(BLOCK));
        assertWithMessage("write %s", write).that(made || !acknowledged).isTrue();
        assertWithMessage("write %s", write)
            .that(next.netcfg.source())
            .isEqualTo(Optional.of(made ? BLOCK : OFF));
        assertWithMessage("write %s", write).that(numbers(next)).hasSize(made ? 2 : 1);
        assertWithMessage("write %s", write)
            .that(next.history().stream().map(AuditEntry::note).collect(Collectors.toSet()))
            .hasSize(made ? 2 : 1);
        whole += made ? 1 : 0;
        nothing += made ? 0 : 1;
      }
    }
    // The deaths lie on both sides of the write that counts.
    assertThat(whole).isAtLeast(5);
    assertThat(nothing).isAtLeast(3);
  }

  @Test
  void aLostAnswerIsNoSecondVersion() {
    for (int write = 0; write < 8; write++) {
      FakeStorage cluster = FakeStorage.ofNewCluster();
      PolicyNode deaf =
          new PolicyNode(cluster, new FakeNetcfg.Shared(), time, Faults.loseAnswerOf(write));
      try {
        deaf.policies.changes().apply(BLOCK, ALICE);
      } catch (JournalUnavailableException
          | org.onosproject.store.service.StorageException unknown) {
        deaf.policies.changes().apply(BLOCK, ALICE);
      }
      assertWithMessage("write %s", write).that(numbers(deaf)).containsExactly(1L);
    }
  }

  private static List<Long> numbers(PolicyNode node) {
    return node.policies.state().versions().stream()
        .map(PolicyVersion::number)
        .collect(Collectors.toList());
  }
}
