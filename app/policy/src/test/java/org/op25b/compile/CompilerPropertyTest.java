package org.op25b.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.op25b.policy.Decider;
import org.op25b.policy.Decision;
import org.op25b.policy.Direction;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.PacketArbitraries;
import org.op25b.policy.Policy;
import org.op25b.policy.PolicyArbitraries;
import org.op25b.policy.Strategy;
import org.op25b.policy.TcpPacket;

/** What the compiled tables do to packets, against what the policy says. */
class CompilerPropertyTest {
  @Provide
  Arbitrary<Tuple2<Policy, List<TcpPacket>>> cases() {
    return PolicyArbitraries.policies()
        .flatMap(
            policy ->
                PacketArbitraries.packets(policy)
                    .list()
                    .ofSize(100)
                    .map(packets -> Tuple.of(policy, packets)));
  }

  @Provide
  Arbitrary<Instant> instants() {
    return PolicyArbitraries.instants();
  }

  @Property
  void gateDecidesLikeThePolicy(
      @ForAll("cases") Tuple2<Policy, List<TcpPacket>> drawn, @ForAll("instants") Instant now) {
    check(drawn, now, Strategy.GATE, CompileOptions.defaults());
  }

  @Property
  void gateWithCountersPerPoolDecidesLikeThePolicy(
      @ForAll("cases") Tuple2<Policy, List<TcpPacket>> drawn, @ForAll("instants") Instant now) {
    check(drawn, now, Strategy.GATE, CompileOptions.builder().setCountersPerPool(true).build());
  }

  @Property
  void subtractDecidesLikeThePolicy(
      @ForAll("cases") Tuple2<Policy, List<TcpPacket>> drawn, @ForAll("instants") Instant now) {
    check(drawn, now, Strategy.SUBTRACT, CompileOptions.defaults());
  }

  @Property
  void outputDecidesLikeThePolicy(
      @ForAll("cases") Tuple2<Policy, List<TcpPacket>> drawn, @ForAll("instants") Instant now) {
    check(drawn, now, Strategy.OUTPUT, CompileOptions.defaults());
  }

  private static void check(
      Tuple2<Policy, List<TcpPacket>> drawn,
      Instant now,
      Strategy strategy,
      CompileOptions options) {
    for (EdgeSwitch edge : drawn.get1().edges()) {
      EdgePolicy policy = drawn.get1().at(edge.device());
      Decider decider = new Decider(policy);
      RuleTable table;
      try {
        CompiledEdge compiled = Compiler.compile(policy, now, strategy, options);
        table = compiled.table();
        assertEquals(table.rules().size(), compiled.size());
      } catch (CompileException refused) {
        assertTrue(strategy == Strategy.SUBTRACT && limitsRates(policy), refused::getMessage);
        continue;
      }
      assertEquals(table.rules().size(), new HashSet<>(table.rules()).size());
      TableEvaluator evaluator = new TableEvaluator(table);
      for (TcpPacket packet : drawn.get2()) {
        check(decider.decide(packet, now), evaluator.evaluate(packet), packet, strategy, table);
      }
    }
  }

  private static void check(
      Decision decision,
      TableEvaluator.Outcome outcome,
      TcpPacket packet,
      Strategy strategy,
      RuleTable table) {
    assertEquals(
        decision.verdict(), outcome.verdict, () -> packet + "\n" + decision + "\n" + table);
    assertEquals(decision.rateLimit(), outcome.meter.map(Meter::rate), () -> packet + "\n" + table);
    boolean onlyToward = packet.asks(Direction.TOWARD_25) && !packet.asks(Direction.FROM_25);
    if (onlyToward && strategy != Strategy.SUBTRACT) {
      assertEquals(decision.wouldBlock(), outcome.counted, () -> packet + "\n" + table);
    }
    if (!packet.asks(Direction.TOWARD_25)) {
      assertEquals(false, outcome.outputByRule, () -> packet + "\n" + table);
    }
  }

  private static boolean limitsRates(EdgePolicy policy) {
    return policy.mailServerGroups().stream()
        .filter(group -> group.inbound().isPresent())
        .map(group -> group.inbound().get())
        .anyMatch(
            inbound ->
                inbound.denyAction().rateLimit().isPresent()
                    || inbound.defaultAction().rateLimit().isPresent());
  }
}
