package org.op25b.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.onosproject.net.DeviceId;
import org.op25b.compile.CompileException;
import org.op25b.compile.CompileOptions;
import org.op25b.compile.Compiler;
import org.op25b.compile.Rule;
import org.op25b.compile.RuleTable;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.PacketArbitraries;
import org.op25b.policy.Policy;
import org.op25b.policy.PolicyArbitraries;
import org.op25b.policy.Strategy;
import org.op25b.policy.TcpPacket;

/** Explanations of arbitrary packets: the rules found are the ones a switch would use. */
class ExplainerPropertyTest {
  @Provide
  Arbitrary<Tuple2<Policy, List<TcpPacket>>> cases() {
    return PolicyArbitraries.policies()
        .flatMap(
            policy ->
                PacketArbitraries.packets(policy)
                    .list()
                    .ofSize(20)
                    .map(packets -> Tuple.of(policy, packets)));
  }

  @Provide
  Arbitrary<Strategy> strategies() {
    return Arbitraries.of(Strategy.GATE, Strategy.SUBTRACT, Strategy.OUTPUT);
  }

  @Provide
  Arbitrary<Instant> instants() {
    return PolicyArbitraries.instants();
  }

  @Property
  void namesTheRulesThatASwitchWouldUse(
      @ForAll("cases") Tuple2<Policy, List<TcpPacket>> drawn,
      @ForAll("strategies") Strategy strategy,
      @ForAll("instants") Instant now) {
    Policy policy = drawn.get1();
    Map<DeviceId, RuleTable> tables = new HashMap<>();
    for (EdgeSwitch edge : policy.edges()) {
      try {
        tables.put(
            edge.device(),
            Compiler.compile(policy.at(edge.device()), now, strategy, CompileOptions.defaults())
                .table());
      } catch (CompileException e) {
        // This strategy cannot say this policy; the switch is then left out.
      }
    }
    Explainer explainer = new Explainer(policy, tables);
    for (TcpPacket packet : drawn.get2()) {
      Explanation explanation = explainer.explain(packet, now);
      assertEquals(tables.size(), explanation.edges().size());
      for (EdgeExplanation edge : explanation.edges()) {
        assertSameActs(path(tables.get(edge.device()), packet), edge.rules(), packet);
        assertEquals(edge.decision().verdict(), edge.verdictOfRules(), () -> packet + " " + edge);
      }
    }
  }

  /** Rules of one priority that overlap do the same; a switch may then use either. */
  private static void assertSameActs(List<Rule> wanted, List<Rule> named, TcpPacket packet) {
    assertEquals(wanted.size(), named.size(), () -> "of " + packet);
    for (int i = 0; i < wanted.size(); i++) {
      Rule rule = named.get(i);
      assertTrue(rule.match().matches(packet), () -> rule + " on " + packet);
      assertEquals(wanted.get(i).table(), rule.table());
      assertEquals(wanted.get(i).priority(), rule.priority());
      assertEquals(wanted.get(i).action(), rule.action());
    }
  }

  /** Walks through the tables in the order in which a switch looks at rules. */
  private static ImmutableList<Rule> path(RuleTable table, TcpPacket packet) {
    ImmutableList.Builder<Rule> path = ImmutableList.builder();
    Optional<Integer> at = Optional.of(0);
    while (at.isPresent()) {
      int number = at.get();
      Optional<Rule> rule =
          table.rules().stream()
              .filter(r -> r.table() == number && r.match().matches(packet))
              .findFirst();
      rule.ifPresent(path::add);
      at =
          rule.filter(r -> r.action().nextTable().isPresent())
              .map(r -> r.action().nextTable().getAsInt());
    }
    return path.build();
  }
}
