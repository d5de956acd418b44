package org.op25b.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.op25b.policy.Decider;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Strategy;

/** The proof against trying every packet, in universes small enough for that. */
class TinyUniverseTest {
  static final ImmutableList<Strategy> STRATEGIES =
      ImmutableList.of(Strategy.GATE, Strategy.SUBTRACT, Strategy.OUTPUT);

  @Property
  void aTableThatIsCarvedFromTheDecisionsIsEqual(@ForAll Random random, @ForAll boolean ip4) {
    TinyWorld world = new TinyWorld(ip4, random);
    EdgePolicy policy = world.policy();
    Strategy strategy = strategyFor(policy, world);
    SwitchTable table = SwitchTable.of(CarvedTable.of(world, policy, strategy), CarvedTable.METERS);

    ProofResult result = new Prover().prove(policy, TinyWorld.NOW, table, strategy);

    assertEquals(
        ImmutableList.of(),
        result.counterexamples(),
        () -> strategy + " " + result + "\n" + policy);
    assertTrue(result.isEqual());
  }

  /** Drop rules alone cannot limit a rate. */
  static Strategy strategyFor(EdgePolicy policy, TinyWorld world) {
    Decider decider = new Decider(policy);
    boolean limits =
        world.packets().stream()
            .anyMatch(p -> decider.decide(p, TinyWorld.NOW).rateLimit().isPresent());
    Strategy strategy = world.oneOf(STRATEGIES);
    return limits && strategy == Strategy.SUBTRACT ? Strategy.GATE : strategy;
  }
}
