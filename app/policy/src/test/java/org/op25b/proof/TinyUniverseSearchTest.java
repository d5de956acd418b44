package org.op25b.proof;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.op25b.policy.Decider;
import org.op25b.policy.Decision;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Strategy;
import org.op25b.policy.TcpPacket;

/** What the proof finds in damaged tables, against trying every packet. */
class TinyUniverseSearchTest {
  @Property
  void theProofFindsWhatTryingEveryPacketFinds(@ForAll Random random, @ForAll boolean ip4) {
    TinyWorld world = new TinyWorld(ip4, random);
    EdgePolicy policy = world.policy();
    Strategy strategy = TinyUniverseTest.strategyFor(policy, world);
    List<SwitchRule> rules = CarvedTable.of(world, policy, strategy);
    RandomRules damage = new RandomRules(world, random, strategy);
    for (int i = random.nextInt(4); i > 0; i--) {
      damage.damage(rules);
    }
    SwitchTable table = SwitchTable.of(rules, CarvedTable.METERS);

    ProofResult result = new Prover().prove(policy, TinyWorld.NOW, table, strategy);

    assertThat(result.reason().isPresent()).isFalse();
    BruteForce bruteForce = new BruteForce(table, strategy);
    Decider decider = new Decider(policy);
    Set<Difference> expected = EnumSet.noneOf(Difference.class);
    for (TcpPacket packet : world.packets()) {
      Decision decision = decider.decide(packet, TinyWorld.NOW);
      expected.addAll(
          bruteForce.differences(
              WitnessPacket.of(packet), decision.verdict(), decision.rateLimit()));
    }
    Set<Difference> found =
        Stream.concat(result.counterexamples().stream(), result.interference().stream())
            .map(Counterexample::difference)
            .collect(Collectors.toSet());
    assertTrue(
        found.containsAll(expected),
        () -> strategy + ": expected " + expected + ", found " + result + "\n" + rules);
    assertEquals(result.isEqual(), result.counterexamples().isEmpty());
    for (Counterexample shown : concat(result.counterexamples(), result.interference())) {
      assertTrue(
          bruteForce
              .differences(
                  shown.packet(), shown.expected(), shown.decision().flatMap(Decision::rateLimit))
              .contains(shown.difference()),
          () -> strategy + ": not a counterexample: " + shown + "\n" + rules);
      shown
          .packet()
          .tcp()
          .ifPresent(
              packet ->
                  assertThat(decider.decide(packet, TinyWorld.NOW).verdict())
                      .isEqualTo(shown.expected()));
    }
  }

  private static List<Counterexample> concat(List<Counterexample> a, List<Counterexample> b) {
    return Stream.concat(a.stream(), b.stream()).collect(Collectors.toList());
  }
}
