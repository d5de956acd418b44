package org.op25b.proof;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
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

/** The proof against trying every packet, in universes small enough for that. */
class TinyUniverseTest {
  private static final ImmutableList<Strategy> STRATEGIES =
      ImmutableList.of(Strategy.GATE, Strategy.SUBTRACT, Strategy.OUTPUT);

  @Property(tries = 80)
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

  @Property(tries = 150)
  void theProofFindsWhatTryingEveryPacketFinds(@ForAll Random random, @ForAll boolean ip4) {
    TinyWorld world = new TinyWorld(ip4, random);
    EdgePolicy policy = world.policy();
    Strategy strategy = strategyFor(policy, world);
    List<SwitchRule> rules = CarvedTable.of(world, policy, strategy);
    for (int i = random.nextInt(4); i > 0; i--) {
      damage(rules, world, random, strategy);
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

  /** Drop rules alone cannot limit a rate. */
  private static Strategy strategyFor(EdgePolicy policy, TinyWorld world) {
    Decider decider = new Decider(policy);
    boolean limits =
        world.packets().stream()
            .anyMatch(p -> decider.decide(p, TinyWorld.NOW).rateLimit().isPresent());
    Strategy strategy = world.oneOf(STRATEGIES);
    return limits && strategy == Strategy.SUBTRACT ? Strategy.GATE : strategy;
  }

  private static void damage(
      List<SwitchRule> rules, TinyWorld world, Random random, Strategy strategy) {
    int at = rules.isEmpty() ? -1 : random.nextInt(rules.size());
    int kind = at < 0 ? 3 : random.nextInt(6);
    switch (kind) {
      case 0:
        rules.remove(at);
        return;
      case 1:
        SwitchRule moved = rules.get(at);
        rules.set(
            at,
            SwitchRule.of(
                moved.table(),
                oneOfPriorities(random),
                moved.match(),
                moved.action(),
                moved.owner(),
                moved.ours(),
                moved.cookie()));
        return;
      case 2:
        SwitchRule changed = rules.get(at);
        rules.set(
            at,
            SwitchRule.of(
                changed.table(),
                changed.priority(),
                changed.match(),
                action(changed.table(), random),
                changed.owner(),
                changed.ours(),
                changed.cookie()));
        return;
      default:
        int number = strategy == Strategy.GATE ? random.nextInt(2) : 0;
        boolean ours = random.nextBoolean();
        rules.add(
            SwitchRule.of(
                number,
                oneOfPriorities(random),
                match(world, random),
                action(number, random),
                ours ? "org.op25b" : "org.onosproject.fwd",
                ours,
                2));
    }
  }

  private static int oneOfPriorities(Random random) {
    return new int[] {0, 50, 100, 150, 200, 250}[random.nextInt(6)];
  }

  private static RuleAction action(int table, Random random) {
    RuleAction action;
    switch (random.nextInt(6)) {
      case 0:
        action = RuleAction.drop();
        break;
      case 1:
        action = RuleAction.forward();
        break;
      case 2:
        action = RuleAction.punt();
        break;
      case 3:
        action =
            RuleAction.of(
                random.nextBoolean() ? OptionalInt.of(table + 1) : OptionalInt.empty(),
                random.nextBoolean(),
                random.nextBoolean());
        break;
      default:
        action = RuleAction.goTo(table + 1 + random.nextInt(2));
        break;
    }
    return random.nextInt(4) == 0 ? action.metered(7 + random.nextInt(3)) : action;
  }

  private static RuleMatch match(TinyWorld world, Random random) {
    RuleMatch.Builder match = RuleMatch.builder();
    if (random.nextInt(8) == 0) {
      match.with(Field.IN_PORT, 1 + random.nextInt(2));
    }
    if (random.nextInt(8) == 0) {
      match.with(Field.VLAN, Ternary.masked(13, 0x1000, 0x1000));
    }
    match.opaque(random.nextInt(6) == 0);
    if (random.nextInt(8) == 0) {
      return match.build();
    }
    match.with(Field.ETH_TYPE, world.ip4 ? 0x0800 : 0x86dd);
    if (random.nextInt(4) > 0) {
      match.with(world.ip4 ? Field.IPV4_SRC : Field.IPV6_SRC, world.ternary());
    }
    if (random.nextInt(2) > 0) {
      match.with(world.ip4 ? Field.IPV4_DST : Field.IPV6_DST, world.ternary());
    }
    int protocol = random.nextInt(8);
    if (protocol == 0) {
      match.with(Field.IP_PROTO, 17).with(Field.UDP_DST, 25);
    } else if (protocol > 1) {
      match.with(Field.IP_PROTO, 6);
      if (random.nextInt(3) > 0) {
        match.with(Field.TCP_DST, port(random));
      }
      if (random.nextInt(3) == 0) {
        match.with(Field.TCP_SRC, port(random));
      }
    }
    return match.build();
  }

  private static Ternary port(Random random) {
    int port = TinyWorld.PORTS.get(random.nextInt(TinyWorld.PORTS.size()));
    return random.nextInt(4) > 0
        ? Ternary.exact(16, port)
        : Ternary.masked(16, port, random.nextInt(1 << 16));
  }
}
