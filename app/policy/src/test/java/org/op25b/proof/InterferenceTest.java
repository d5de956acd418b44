package org.op25b.proof;

import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Strategy;

/** What other applications' rules in the gate are told of. */
class InterferenceTest {
  private final TinyWorld world = new TinyWorld(true, new Random(1));
  private final EdgePolicy policy = TinyPolicies.blockedPool(world);

  @Test
  void eachRuleIsToldByAPacketForWhichItWins() {
    List<SwitchRule> foreign = new ArrayList<>();
    for (int number = 0; number < 3; number++) {
      foreign.add(foreign(number, 900, RuleAction.drop()));
    }
    // Never wins: one of the others is for the same packets.
    SwitchRule hidden = foreign(1, 800, RuleAction.drop());

    ProofResult result = prove(foreign, hidden);

    assertTrue(result.isEqual());
    assertEquals(3, result.interference().size());
    assertEquals(ImmutableSet.copyOf(foreign), winners(result));
  }

  @Test
  void aRuleWhosePacketsAreBlockedAnywayIsNotInterference() {
    SwitchRule dropsMail =
        SwitchRule.of(
            0,
            900,
            RuleMatch.builder()
                .with(Field.ETH_TYPE, 0x0800)
                .with(Field.IP_PROTO, 6)
                .with(Field.IPV4_SRC, Ternary.of(IpPrefix.valueOf(world.address(1), 32)))
                .with(Field.IPV4_DST, Ternary.of(IpPrefix.valueOf(world.address(1), 32)))
                .with(Field.TCP_DST, 25)
                .build(),
            RuleAction.drop(),
            "other",
            false,
            1);

    assertEquals(ImmutableList.of(), prove(ImmutableList.of(), dropsMail).interference());
  }

  @Test
  void noMoreRulesAreToldThanAPersonReads() {
    List<SwitchRule> foreign = new ArrayList<>();
    for (int number = 0; number < Prover.MAX_INTERFERENCE + 20; number++) {
      foreign.add(foreign(number, 900, RuleAction.drop()));
    }

    ProofResult result = prove(foreign);

    assertEquals(Prover.MAX_INTERFERENCE, result.interference().size());
    assertEquals(Prover.MAX_INTERFERENCE, winners(result).size());
  }

  /** A rule of another application for UDP to one address. */
  private static SwitchRule foreign(int number, int priority, RuleAction action) {
    return SwitchRule.of(
        0,
        priority,
        RuleMatch.builder()
            .with(Field.ETH_TYPE, 0x0800)
            .with(Field.IP_PROTO, 17)
            .with(Field.IPV4_DST, Ternary.of(IpPrefix.valueOf("192.0.2." + number + "/32")))
            .build(),
        action,
        "other",
        false,
        number);
  }

  private ProofResult prove(List<SwitchRule> foreign, SwitchRule... more) {
    List<SwitchRule> rules = new ArrayList<>(CarvedTable.of(world, policy, Strategy.GATE));
    rules.addAll(foreign);
    rules.addAll(ImmutableList.copyOf(more));
    return new Prover()
        .prove(policy, TinyWorld.NOW, SwitchTable.of(rules, CarvedTable.METERS), Strategy.GATE);
  }

  private static ImmutableSet<SwitchRule> winners(ProofResult result) {
    return result.interference().stream()
        .map(shown -> shown.traces().get(0).hops().get(0).winner().get())
        .collect(toImmutableSet());
  }
}
