package org.op25b.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.op25b.policy.Decision;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Strategy;
import org.op25b.policy.Verdict;

/** What a difference tells: the packet, what the policy says, and every way it may go. */
class CounterexampleTest {
  private final TinyWorld world = new TinyWorld(true, new Random(1));
  private final EdgePolicy policy = TinyPolicies.blockedPool(world);

  @Test
  void aShutGateIsToldForEveryKindOfPacket() {
    ProofResult result = prove();

    assertEquals(Universe.values().length, result.counterexamples().size());
    for (Counterexample shown : result.counterexamples()) {
      assertEquals(Difference.OVERBLOCK, shown.difference());
      assertEquals(Verdict.PASS, shown.expected());
      assertEquals(shown.packet().isTcp(), shown.decision().isPresent());
      assertFalse(shown.traces().get(0).passes());
      String reason = shown.decision().map(Decision::reason).map(r -> " (" + r + ")").orElse("");
      assertEquals(
          "OVERBLOCK: "
              + shown.packet()
              + "; policy: PASS"
              + reason
              + "; switch: [[table=0 no rule matches]: BLOCKED]",
          shown.toString());
    }
  }

  @Test
  void aRuleThatMayOrMayNotMatchIsToldAsPerhaps() {
    SwitchRule opaque =
        SwitchRule.of(
            0,
            9,
            RuleMatch.builder().with(Field.ETH_TYPE, 0x0806).opaque(true).build(),
            RuleAction.drop(),
            "org.op25b",
            true,
            2);

    ProofResult result =
        prove(
            opaque,
            CarvedTable.ours(0, 0, RuleMatch.any(), RuleAction.goTo(1)),
            CarvedTable.ours(1, 0, RuleMatch.any(), RuleAction.goTo(2)));

    Counterexample arp =
        result.counterexamples().stream()
            .filter(shown -> !shown.packet().isTcp())
            .reduce((one, other) -> one)
            .get();
    assertEquals(2, arp.traces().size());
    assertTrue(arp.traces().stream().allMatch(TableTrace::uncertain));
    assertEquals(
        "[table=0 priority=9 eth_type=2054,other fields -> drop (org.op25b, cookie 0x2)]:"
            + " BLOCKED (perhaps)",
        arp.traces().get(0).toString());
    assertTrue(arp.traces().get(1).passes());
    // Nothing guards the pool: that is certain.
    Counterexample leak = result.counterexamples().get(0);
    assertEquals(Difference.LEAK, leak.difference());
    assertFalse(leak.traces().get(0).uncertain());
  }

  private ProofResult prove(SwitchRule... rules) {
    return new Prover()
        .prove(
            policy,
            TinyWorld.NOW,
            SwitchTable.of(ImmutableList.copyOf(Arrays.asList(rules))),
            Strategy.GATE);
  }
}
