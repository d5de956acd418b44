package org.op25b.proof;

import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpPrefix;
import org.onosproject.net.DeviceId;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;
import org.op25b.policy.Strategy;

/** When rules of equal priority in a gate's second table are to blame, and when they are not. */
class AmbiguityTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final DeviceId DEVICE = DeviceId.deviceId("of:1");
  private static final OptionalInt SECOND = OptionalInt.of(1);

  /** In the second table one rule drops and another forwards, both with the same priority. */
  private static final ImmutableList<SwitchRule> TIE =
      ImmutableList.of(rule(1, 7, RuleAction.drop(), true), rule(1, 7, RuleAction.goTo(2), true));

  @Test
  void aTieThatDecidesWhetherThePacketPassesIsToBlame() {
    assertEquals(
        ImmutableSet.of(Difference.AMBIGUOUS), differences(rule(0, 7, RuleAction.goTo(1), true)));
  }

  @Test
  void aTieBehindARuleOfOursThatForwardedAlreadyIsNot() {
    assertEquals(
        ImmutableSet.of(Difference.LEAK, Difference.STEERED),
        differences(rule(0, 7, RuleAction.of(SECOND, true, false), true)));
  }

  @Test
  void aTieBehindAForeignRuleThatForwardedAlreadyIsNot() {
    assertEquals(
        ImmutableSet.of(Difference.LEAK),
        differences(rule(0, 7, RuleAction.of(SECOND, true, false), false)));
  }

  @Test
  void aTieBehindAForeignRuleThatGaveACopyAwayIsNot() {
    assertEquals(
        ImmutableSet.of(Difference.LEAK),
        differences(rule(0, 7, RuleAction.of(SECOND, false, true), false)));
  }

  @Test
  void aTieBehindACopyOfOursIs() {
    assertEquals(
        ImmutableSet.of(Difference.AMBIGUOUS),
        differences(rule(0, 7, RuleAction.of(SECOND, false, true), true)));
  }

  private static ImmutableSet<Difference> differences(SwitchRule first) {
    ProofResult result =
        new Prover()
            .prove(
                policy(),
                NOW,
                SwitchTable.of(ImmutableList.<SwitchRule>builder().add(first).addAll(TIE).build()),
                Strategy.GATE);
    return result.counterexamples().stream()
        .map(Counterexample::difference)
        .collect(toImmutableSet());
  }

  private static SwitchRule rule(int table, int priority, RuleAction action, boolean ours) {
    return SwitchRule.of(
        table, priority, RuleMatch.any(), action, ours ? "org.op25b" : "other", ours, 1);
  }

  private static EdgePolicy policy() {
    return Policy.builder()
        .setEdges(EdgeSwitch.builder().setDevice(DEVICE).build())
        .setPools(
            Pool.builder()
                .setName("dynamic")
                .setPrefixes(IpPrefix.valueOf("198.51.100.0/24"))
                .setPhase(Phase.BLOCK)
                .build())
        .build()
        .at(DEVICE);
  }
}
