package org.op25b.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpPrefix;
import org.onosproject.net.DeviceId;
import org.op25b.policy.Decider;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Exemption;
import org.op25b.policy.PacketArbitraries;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.PolicyArbitraries;
import org.op25b.policy.Pool;
import org.op25b.policy.Strategy;
import org.op25b.policy.TcpPacket;

/** What a switch does that nobody tells that time passes. */
class TimedTablePropertyTest {
  private static final Duration FOREVER = Duration.ofDays(100_000);
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Provide
  Arbitrary<Tuple2<Policy, List<TcpPacket>>> cases() {
    return PolicyArbitraries.policies()
        .flatMap(
            policy ->
                PacketArbitraries.packets(policy)
                    .list()
                    .ofSize(60)
                    .map(packets -> Tuple.of(policy, packets)));
  }

  @Provide
  Arbitrary<Instant> instants() {
    return PolicyArbitraries.instants();
  }

  @Property
  void withoutTheRulesThatEndedItDecidesLikeThePolicyThen(
      @ForAll("cases") Tuple2<Policy, List<TcpPacket>> drawn, @ForAll("instants") Instant now) {
    for (EdgeSwitch edge : drawn.get1().edges()) {
      EdgePolicy policy = liveAt(drawn.get1().at(edge.device()), now);
      Decider decider = new Decider(policy);
      TimedTable timed = compile(policy, now, FOREVER);
      for (Instant then : instantsOf(policy, now)) {
        TableEvaluator evaluator = new TableEvaluator(without(timed, endedBy(timed, then)));
        for (TcpPacket packet : drawn.get2()) {
          assertEquals(
              decider.decide(packet, then).verdict(),
              evaluator.evaluate(packet).verdict,
              () -> then + " " + packet + "\n" + policy.exemptions() + "\n" + timed.ends());
        }
      }
    }
  }

  @Property
  void whicheverRuleIsGoneNothingPassesThatTheOthersDoNotGrant(
      @ForAll("cases") Tuple2<Policy, List<TcpPacket>> drawn,
      @ForAll("instants") Instant now,
      @ForAll Random random) {
    for (EdgeSwitch edge : drawn.get1().edges()) {
      EdgePolicy policy = liveAt(drawn.get1().at(edge.device()), now);
      TimedTable timed = compile(policy, now, FOREVER);
      List<Rule> gone = new ArrayList<>(timed.ends().keySet());
      gone.removeIf(rule -> random.nextBoolean());
      TableEvaluator all = new TableEvaluator(timed.table());
      TableEvaluator some = new TableEvaluator(without(timed, gone));
      for (TcpPacket packet : drawn.get2()) {
        boolean touched = gone.stream().anyMatch(rule -> rule.match().matches(packet));
        if (!touched) {
          assertEquals(all.evaluate(packet).verdict, some.evaluate(packet).verdict);
        }
      }
    }
  }

  @Property
  void beyondTheHorizonNothingEnds(
      @ForAll("cases") Tuple2<Policy, List<TcpPacket>> drawn, @ForAll("instants") Instant now) {
    for (EdgeSwitch edge : drawn.get1().edges()) {
      EdgePolicy policy = drawn.get1().at(edge.device());
      TimedTable timed = compile(policy, now, Duration.ZERO);
      assertTrue(timed.ends().isEmpty());
      assertEquals(
          Compiler.compile(policy, now, Strategy.GATE, CompileOptions.defaults()).table(),
          timed.table());
    }
  }

  @Test
  void splitsAnAggregateOfWhichOneHalfEnds() {
    Exemption lasting = exemption("a", "198.51.100.2/32").build();
    Instant end = NOW.plusSeconds(60);
    Exemption ending = exemption("b", "198.51.100.3/32").setExpires(end).build();
    EdgePolicy policy = blocked(lasting, ending);

    TimedTable far = compile(policy, NOW.minus(Duration.ofDays(9)), Duration.ofHours(1));
    assertTrue(hasSource(far.table(), "198.51.100.2/31"), far.table()::toString);
    assertTrue(far.ends().isEmpty());

    TimedTable near = compile(policy, NOW, Duration.ofHours(1));
    assertFalse(hasSource(near.table(), "198.51.100.2/31"), near.table()::toString);
    assertTrue(hasSource(near.table(), "198.51.100.2/32"), near.table()::toString);
    // Toward port 25 and back from it.
    assertEquals(2, near.ends().size());
    assertEquals(List.of(end, end), List.copyOf(near.ends().values()));
  }

  @Test
  void theSameWordsEndWithTheLastExemptionThatNeedsThem() {
    Instant end = NOW.plusSeconds(60);
    Exemption first = exemption("a", "198.51.100.3/32").setExpires(NOW.plusSeconds(5)).build();
    Exemption second = exemption("b", "198.51.100.3/32").setExpires(end).build();
    TimedTable timed = compile(blocked(second, first), NOW, Duration.ofHours(1));
    assertEquals(List.of(end, end), List.copyOf(timed.ends().values()));
  }

  @Test
  void subtractHasNothingThatCouldEnd() {
    Exemption ending = exemption("b", "198.51.100.3/32").setExpires(NOW.plusSeconds(5)).build();
    TimedTable timed =
        TimedEdge.compile(
                blocked(ending),
                NOW,
                Duration.ofHours(1),
                Strategy.SUBTRACT,
                CompileOptions.defaults())
            .table();
    assertTrue(timed.ends().isEmpty());
  }

  private static Exemption.Builder exemption(String id, String prefix) {
    return Exemption.builder().setId(id).setCustomer("C").setPrefix(IpPrefix.valueOf(prefix));
  }

  private static EdgePolicy blocked(Exemption... exemptions) {
    DeviceId device = DeviceId.deviceId("of:0000000000000001");
    return Policy.builder()
        .setEdges(EdgeSwitch.builder().setDevice(device).build())
        .setPools(
            Pool.builder()
                .setName("dynamic")
                .setPrefixes(IpPrefix.valueOf("198.51.100.0/24"))
                .setPhase(Phase.BLOCK)
                .build())
        .setExemptions(List.of(exemptions))
        .build()
        .at(device);
  }

  private static boolean hasSource(RuleTable table, String prefix) {
    return table.rules().stream()
        .anyMatch(rule -> rule.match().source().equals(Optional.of(IpPrefix.valueOf(prefix))));
  }

  private static TimedTable compile(EdgePolicy policy, Instant now, Duration horizon) {
    TimedTable timed =
        TimedEdge.compile(policy, now, horizon, Strategy.GATE, CompileOptions.defaults()).table();
    assertEquals(timed.table().rules().size(), new HashSet<>(timed.table().rules()).size());
    return timed;
  }

  private static EdgePolicy liveAt(EdgePolicy policy, Instant now) {
    return policy.toBuilder()
        .setExemptions(
            policy.exemptions().stream()
                .filter(exemption -> exemption.isLiveAt(now))
                .collect(Collectors.toList()))
        .build();
  }

  /** Now, each end, and the instant before it. */
  private static List<Instant> instantsOf(EdgePolicy policy, Instant now) {
    List<Instant> instants = new ArrayList<>(List.of(now));
    for (Exemption exemption : policy.exemptions()) {
      exemption.expires().ifPresent(instants::add);
      exemption.expires().map(end -> end.minusMillis(1)).ifPresent(instants::add);
    }
    instants.removeIf(instant -> instant.isBefore(now));
    return instants;
  }

  private static List<Rule> endedBy(TimedTable timed, Instant then) {
    return timed.ends().entrySet().stream()
        .filter(entry -> !entry.getValue().isAfter(then))
        .map(Map.Entry::getKey)
        .collect(Collectors.toList());
  }

  private static RuleTable without(TimedTable timed, List<Rule> gone) {
    List<Rule> rules = new ArrayList<>(timed.table().rules());
    rules.removeAll(gone);
    return RuleTable.of(Strategy.GATE, rules);
  }
}
