package org.op25b.controller.enforcement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.flow.FlowRule;
import org.op25b.compile.PriorityBand;
import org.op25b.policy.Decider;
import org.op25b.policy.Decision;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Exemption;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;
import org.op25b.policy.Strategy;
import org.op25b.policy.TcpPacket;
import org.op25b.policy.Verdict;

/**
 * Asks about packets after every single flow-mod of a change: what both policies block never
 * passes, and what both let pass is never dropped.
 */
class ChangeOrderPropertyTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final ApplicationId APP = new DefaultApplicationId(7, "org.op25b");
  private static final Strategy[] STRATEGIES = {Strategy.GATE, Strategy.SUBTRACT, Strategy.OUTPUT};
  private static final List<String> PREFIXES =
      List.of("198.0.0.0/8", "198.0.0.0/10", "198.16.0.0/12", "198.20.0.0/14", "16.0.0.0/4");

  /** More are not more to the point, and take long: such a policy is written with a gate. */
  private static final int MOST_DROP_RULES = 60;

  private static final List<TcpPacket> PACKETS = packets();

  private final EdgePlanner planner =
      new EdgePlanner(
          CompiledRules.within(PriorityBand.DEFAULT, false),
          new RuleTranslator(APP),
          APP,
          MOST_DROP_RULES);

  @Provide
  Arbitrary<Policy> policies() {
    Arbitrary<List<Pool>> pools =
        Arbitraries.of(PREFIXES)
            .set()
            .ofMaxSize(3)
            .flatMap(
                prefixes ->
                    Arbitraries.of(Phase.values())
                        .list()
                        .ofSize(prefixes.size())
                        .map(phases -> pools(new ArrayList<>(prefixes), phases)));
    Arbitrary<List<Exemption>> exemptions =
        Combinators.combine(Arbitraries.of(PREFIXES), Arbitraries.of(PREFIXES), booleans())
            .as(ChangeOrderPropertyTest::exemption)
            .set()
            .ofMaxSize(3)
            .map(ChangeOrderPropertyTest::numbered);
    return Combinators.combine(pools, exemptions)
        .as(
            (some, granted) ->
                Policy.builder()
                    .setEdges(EdgeSwitch.builder().setDevice(TestRules.EDGE).build())
                    .setMailServerGroups(
                        MailServerGroup.builder()
                            .setName("own")
                            .setServers(IpPrefix.valueOf("64.0.0.0/2"))
                            .build())
                    .setPools(some)
                    .setExemptions(granted)
                    .build());
  }

  @Property(tries = 200)
  void everyPacketMeetsThePolicyBeforeOrTheOneAfter(
      @ForAll("policies") Policy before,
      @ForAll("policies") Policy after,
      @ForAll("strategy") Strategy first,
      @ForAll("strategy") Strategy second,
      @ForAll long seed) {
    FakeSwitch fake = behindDriver(seed);
    DeviceEnforcer enforcer = enforcer(fake);
    enforcer.want(wanted(before, first));
    enforcer.connected(Set.of(), false);
    fake.settle();
    List<Boolean> old = verdicts(before);
    assertEquals(old, forwarded(fake));

    enforcer.want(wanted(after, second));
    List<Boolean> young = verdicts(after);
    for (int step = 0; fake.step(); step++) {
      assertTrue(step < 5_000, "never comes to rest");
      List<Boolean> seen = forwarded(fake);
      for (int i = 0; i < PACKETS.size(); i++) {
        if (old.get(i).equals(young.get(i)) && sameTable(before, after, PACKETS.get(i))) {
          assertEquals(old.get(i), seen.get(i), PACKETS.get(i) + "\n" + fake.tables);
        }
      }
    }
    assertEquals(young, forwarded(fake));
    assertEquals(DeviceState.INSTALLED, enforcer.snapshot().state());
  }

  /** A switch that has lost its table is filled again while other traffic already waits. */
  @Property
  void nothingBlockedPassesWhileAnEmptySwitchIsFilled(
      @ForAll("policies") Policy policy, @ForAll boolean storeKnows, @ForAll long seed) {
    FakeSwitch fake = behindDriver(seed);
    DeviceEnforcer enforcer = enforcer(fake);
    Wanted wanted = wanted(policy, Strategy.GATE);
    enforcer.want(wanted);
    Set<FlowRule> stored = new HashSet<>();
    if (storeKnows) {
      stored.addAll(wanted.rules());
      stored.add(wanted.gate().get());
    }
    enforcer.connected(stored, false);

    List<Boolean> verdicts = verdicts(policy);
    for (int step = 0; fake.step(); step++) {
      assertTrue(step < 5_000, "never comes to rest");
      List<Boolean> seen = forwarded(fake);
      for (int i = 0; i < PACKETS.size(); i++) {
        assertTrue(verdicts.get(i) || !seen.get(i), PACKETS.get(i) + " leaks\n" + fake.tables);
      }
    }
    assertEquals(verdicts, forwarded(fake));
  }

  /** Whatever fits, blocks fit first; and what is blocked before and after stays blocked. */
  @Property
  void aFullTableLacksNothingButGrants(
      @ForAll("policies") Policy before, @ForAll("policies") Policy after, @ForAll long seed) {
    FakeSwitch fake = behindDriver(seed);
    DeviceEnforcer enforcer = enforcer(fake);
    enforcer.want(wanted(before, Strategy.GATE));
    enforcer.connected(Set.of(), false);
    fake.settle();
    Wanted wanted = wanted(after, Strategy.GATE);
    long guards = wanted.rules().stream().filter(Effect::guards).count();
    long held = wanted(before, Strategy.GATE).rules().stream().filter(Effect::guards).count();
    // Room for the blocks of both, the gate and forwarding; not for all grants.
    fake.limitTo((int) (guards + held) + 1 + 2);
    List<Boolean> old = verdicts(before);
    List<Boolean> young = verdicts(after);

    enforcer.want(wanted);
    for (int step = 0; fake.step(); step++) {
      assertTrue(step < 5_000, "never comes to rest");
      List<Boolean> seen = forwarded(fake);
      for (int i = 0; i < PACKETS.size(); i++) {
        boolean blocked = !old.get(i) && !young.get(i);
        assertTrue(
            !blocked || !seen.get(i) || !sameTable(before, after, PACKETS.get(i)),
            PACKETS.get(i) + " leaks");
      }
    }
    assertTrue(
        fake.tables.containsAll(
            wanted.rules().stream().filter(Effect::guards).collect(Collectors.toList())));
    List<Boolean> seen = forwarded(fake);
    for (int i = 0; i < PACKETS.size(); i++) {
      assertTrue(young.get(i) || !seen.get(i), PACKETS.get(i) + " leaks");
    }
    if (!seen.equals(young)) {
      assertEquals(DeviceState.DEGRADED, enforcer.snapshot().state());
    }
  }

  @Provide
  Arbitrary<Strategy> strategy() {
    return Arbitraries.of(STRATEGIES);
  }

  private static Arbitrary<Boolean> booleans() {
    return Arbitraries.of(true, false);
  }

  private Wanted wanted(Policy policy, Strategy strategy) {
    EdgeSwitch edge = policy.edges().get(0).toBuilder().setStrategy(strategy).build();
    return planner
        .plan(edge, policy.at(edge.device()), true, NOW)
        .wanted()
        .orElseGet(() -> wanted(policy, Strategy.GATE));
  }

  private static FakeSwitch behindDriver(long seed) {
    FakeSwitch fake = new FakeSwitch(new Random(seed));
    fake.tables.add(TestRules.behindGate(TestRules.forwardIp4()));
    fake.tables.add(TestRules.behindGate(TestRules.forwardIp6()));
    return fake;
  }

  private static DeviceEnforcer enforcer(FakeSwitch fake) {
    return new DeviceEnforcer(
        fake,
        (delay, task) -> {},
        Clock.fixed(NOW, ZoneOffset.UTC),
        EnforcementSettings.of(
            7, Duration.ofSeconds(10), Duration.ofMillis(200), Duration.ofSeconds(30)));
  }

  private static List<Boolean> verdicts(Policy policy) {
    Decider decider = new Decider(policy.at(TestRules.EDGE));
    return PACKETS.stream()
        .map(packet -> decider.decide(packet, NOW).verdict() == Verdict.PASS)
        .collect(Collectors.toList());
  }

  /**
   * Whether a packet that both tables are asked about is blocked by the same one of them. Moving
   * the reason from one to the other is the one thing that has no order.
   */
  private static boolean sameTable(Policy before, Policy after, TcpPacket packet) {
    return direction(before, packet).equals(direction(after, packet));
  }

  private static Object direction(Policy policy, TcpPacket packet) {
    Decision decision = new Decider(policy.at(TestRules.EDGE)).decide(packet, NOW);
    return decision.verdict() == Verdict.PASS ? Verdict.PASS : decision.direction();
  }

  private static List<Boolean> forwarded(FakeSwitch fake) {
    return PACKETS.stream().map(fake.tables::forwards).collect(Collectors.toList());
  }

  private static List<Pool> pools(List<String> prefixes, List<Phase> phases) {
    return IntStream.range(0, prefixes.size())
        .mapToObj(
            i ->
                Pool.builder()
                    .setName("pool" + i)
                    .setPrefixes(IpPrefix.valueOf(prefixes.get(i)))
                    .setMailServers("own")
                    .setPhase(phases.get(i))
                    .build())
        .collect(Collectors.toList());
  }

  private static Exemption exemption(String prefix, String destination, boolean scoped) {
    Exemption.Builder exemption =
        Exemption.builder().setId("x").setCustomer("C-1").setPrefix(IpPrefix.valueOf(prefix));
    if (scoped) {
      exemption.setDestinations(IpPrefix.valueOf(destination));
    }
    return exemption.build();
  }

  private static List<Exemption> numbered(Set<Exemption> exemptions) {
    List<Exemption> numbered = new ArrayList<>();
    exemptions.forEach(x -> numbered.add(x.toBuilder().setId("x" + numbered.size()).build()));
    return numbered;
  }

  private static List<TcpPacket> packets() {
    List<String> addresses =
        List.of("198.0.0.1", "198.17.0.1", "198.20.0.1", "198.130.0.1", "17.0.0.1", "100.0.0.25");
    List<TcpPacket> packets = new ArrayList<>();
    for (String source : addresses) {
      for (String destination : addresses) {
        IpAddress from = IpAddress.valueOf(source);
        IpAddress to = IpAddress.valueOf(destination);
        packets.add(TcpPacket.of(from, 40_000, to, 25));
        packets.add(TcpPacket.of(from, 25, to, 40_000));
        packets.add(TcpPacket.of(from, 25, to, 25));
        packets.add(TcpPacket.fragmentOf(from, to));
      }
    }
    return packets;
  }
}
