package org.op25b.controller.enforcement;

import static com.google.common.truth.Truth.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.PortNumber;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.instructions.Instruction;
import org.onosproject.net.flow.instructions.Instructions;
import org.op25b.compile.PriorityBand;
import org.op25b.policy.BlockStyle;
import org.op25b.policy.Decider;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Exemption;
import org.op25b.policy.InboundAction;
import org.op25b.policy.InboundPolicy;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;
import org.op25b.policy.RateLimit;
import org.op25b.policy.Strategy;
import org.op25b.policy.TcpPacket;
import org.op25b.policy.Verdict;

class EdgeFleetTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final ApplicationId APP = new DefaultApplicationId(7, "org.op25b");
  private static final DeviceId OTHER_EDGE = DeviceId.deviceId("of:0000000000000002");
  private static final EdgeSwitch EDGE = EdgeSwitch.builder().setDevice(TestRules.EDGE).build();
  private static final Pool POOL =
      Pool.builder()
          .setName("dynamic")
          .setPrefixes(IpPrefix.valueOf("198.51.100.0/24"), IpPrefix.valueOf("2001:db8:100::/40"))
          .setMailServers("own")
          .setPhase(Phase.BLOCK)
          .build();
  private static final Policy POLICY =
      Policy.builder()
          .setEdges(EDGE)
          .setMailServerGroups(
              MailServerGroup.builder()
                  .setName("own")
                  .setServers(
                      IpPrefix.valueOf("203.0.113.25/32"), IpPrefix.valueOf("2001:db8:25::25/128"))
                  .build())
          .setPools(POOL)
          .build();

  private final FakeSwitch fake = new FakeSwitch();
  private final FakeNetwork network = new FakeNetwork();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final EdgeFleet fleet =
      fleet(planner(CompiledRules.within(PriorityBand.DEFAULT, false), 20_000));

  @BeforeEach
  void otherApplicationForwardsEverything() {
    forwardEverything();
  }

  @Test
  void theSwitchDoesWhatThePolicySays() {
    network.present.add(TestRules.EDGE);

    fleet.enforce(POLICY, NOW);
    fake.settle();

    assertSwitchEquals(POLICY);
    DeviceStatus status = fleet.statuses().get(0);
    assertThat(status.state()).isEqualTo(DeviceState.INSTALLED);
    assertThat(status.reason()).isEmpty();
    assertThat(status.rulesConfirmed()).isEqualTo(status.rulesWanted());
    assertThat(status.rulesWanted()).isGreaterThan(0);
  }

  @Test
  void waitsForTheSwitch() {
    fleet.enforce(POLICY, NOW);
    fake.settle();
    assertThat(fleet.statuses().get(0).state()).isEqualTo(DeviceState.PENDING);
    assertThat(fleet.statuses().get(0).reason()).isEqualTo("not connected");

    network.present.add(TestRules.EDGE);
    fleet.checkPresence(TestRules.EDGE);
    fake.settle();

    assertSwitchEquals(POLICY);
  }

  @Test
  void takesUpASwitchAsSoonAsOnosCanTellItsRules() {
    network.present.add(TestRules.EDGE);
    network.unreadable = true;
    fleet.enforce(POLICY, NOW);
    assertThat(fleet.statuses().get(0).reason()).contains("store is not ready");

    later.remove().run();
    assertThat(later).hasSize(1);
    network.unreadable = false;
    later.remove().run();
    fake.settle();

    assertSwitchEquals(POLICY);
    assertThat(later).isEmpty();
  }

  @Test
  void asksNoMoreForASwitchThatHasGone() {
    network.present.add(TestRules.EDGE);
    network.unreadable = true;
    fleet.enforce(POLICY, NOW);

    network.present.clear();
    fleet.checkPresence(TestRules.EDGE);
    later.remove().run();

    assertThat(later).isEmpty();
    assertThat(fleet.statuses().get(0).reason()).isEqualTo("not connected");
  }

  @Test
  void anAuditTakesUpASwitchThatCameWithoutAnEvent() {
    fleet.enforce(POLICY, NOW);
    network.present.add(TestRules.EDGE);

    fleet.audit(fleet.asPlanned());
    fake.settle();

    assertSwitchEquals(POLICY);
  }

  @Test
  void reassertsAfterAReconnectionThatNobodySawBegin() {
    network.present.add(TestRules.EDGE);
    fleet.enforce(POLICY, NOW);
    fake.settle();
    fake.reboot();
    forwardEverything();

    fleet.reconnected(TestRules.EDGE);
    fake.settle();

    assertSwitchEquals(POLICY);
  }

  @Test
  void followsAPolicyChange() {
    network.present.add(TestRules.EDGE);
    fleet.enforce(POLICY, NOW);
    fake.settle();
    Policy after =
        POLICY.toBuilder().setPools(POOL.toBuilder().setPhase(Phase.BLOCK_ALL).build()).build();

    fleet.enforce(after, NOW);
    fake.settle();

    assertSwitchEquals(after);
  }

  @Test
  void phaseOffLeavesNoRule() {
    network.present.add(TestRules.EDGE);
    fleet.enforce(POLICY, NOW);
    fake.settle();

    fleet.enforce(
        POLICY.toBuilder().setPools(POOL.toBuilder().setPhase(Phase.OFF).build()).build(), NOW);
    fake.settle();

    assertThat(fake.tables.size()).isEqualTo(2);
  }

  @Test
  void clearsASwitchThatThePolicyNoLongerNames() {
    network.present.add(TestRules.EDGE);
    fleet.enforce(POLICY, NOW);
    fake.settle();

    fleet.enforce(
        POLICY.toBuilder().setEdges(EdgeSwitch.builder().setDevice(OTHER_EDGE).build()).build(),
        NOW);
    fake.settle();

    assertThat(fake.tables.size()).isEqualTo(2);
    assertThat(fleet.statuses()).hasSize(1);
    assertThat(fleet.statuses().get(0).device()).isEqualTo(OTHER_EDGE);
  }

  @Test
  void tellsWhenTheStrategyAskedForIsNotAvailable() {
    network.present.add(TestRules.EDGE);
    fleet.enforce(
        POLICY.toBuilder().setEdges(EDGE.toBuilder().setStrategy(Strategy.GATE).build()).build(),
        NOW);
    fake.settle();

    assertThat(fleet.statuses().get(0).state()).isEqualTo(DeviceState.DEGRADED);
    assertThat(fleet.statuses().get(0).reason()).contains("strategy gate is not available");
  }

  @Test
  void outputSendsWhatPassesToTheUplink() {
    network.present.add(TestRules.EDGE);
    Policy policy =
        POLICY.toBuilder()
            .setEdges(EDGE.toBuilder().setStrategy(Strategy.OUTPUT).setUplinkPorts(10).build())
            .build();

    fleet.enforce(policy, NOW);
    fake.settle();

    assertSwitchEquals(policy);
    assertThat(outputs()).containsExactly(PortNumber.portNumber(10));
    assertThat(fleet.statuses().get(0).strategy()).isEqualTo(Strategy.OUTPUT);
    assertThat(fleet.statuses().get(0).state()).isEqualTo(DeviceState.INSTALLED);
  }

  @Test
  void outputWithoutAnUplinkLeavesForwardingToTheSwitch() {
    network.present.add(TestRules.EDGE);
    Policy policy =
        POLICY.toBuilder().setEdges(EDGE.toBuilder().setStrategy(Strategy.OUTPUT).build()).build();

    fleet.enforce(policy, NOW);
    fake.settle();

    assertSwitchEquals(policy);
    assertThat(outputs()).containsExactly(PortNumber.NORMAL);
  }

  @Test
  void outputCannotChooseBetweenUplinks() {
    network.present.add(TestRules.EDGE);
    fleet.enforce(
        POLICY.toBuilder()
            .setEdges(EDGE.toBuilder().setStrategy(Strategy.OUTPUT).setUplinkPorts(10, 11).build())
            .build(),
        NOW);
    fake.settle();

    assertSwitchEquals(POLICY);
    assertThat(fleet.statuses().get(0).strategy()).isEqualTo(Strategy.SUBTRACT);
    assertThat(fleet.statuses().get(0).state()).isEqualTo(DeviceState.DEGRADED);
    assertThat(fleet.statuses().get(0).reason()).contains("needs one uplink port");
  }

  @Test
  void takesTheGateWhereTheDriverIsAndSaysWhy() {
    network.present.add(TestRules.EDGE);
    network.gateDriven.add(TestRules.EDGE);
    fake.tables.clear();
    fake.tables.add(TestRules.behindGate(TestRules.forwardIp4()));
    fake.tables.add(TestRules.behindGate(TestRules.forwardIp6()));

    fleet.enforce(POLICY, NOW);
    fake.settle();

    assertSwitchEquals(POLICY);
    assertThat(fleet.statuses().get(0).strategy()).isEqualTo(Strategy.GATE);
    assertThat(fleet.statuses().get(0).whyStrategy()).contains("op25b-ovs");
  }

  @Test
  void letsEverythingThroughBehindTheDriverWhenThereIsNoPolicy() {
    network.present.add(TestRules.EDGE);
    network.gateDriven.add(TestRules.EDGE);
    fake.tables.clear();
    fake.tables.add(TestRules.behindGate(TestRules.forwardIp4()));

    fleet.enforce(Optional.empty(), NOW);
    fake.settle();

    assertThat(
            fake.tables.forwards(
                TcpPacket.of(
                    IpAddress.valueOf("198.51.100.7"),
                    40_000,
                    IpAddress.valueOf("192.0.2.1"),
                    TcpPacket.SMTP)))
        .isTrue();
    assertThat(fake.tables.size()).isEqualTo(2);
  }

  @Test
  void isEnforcedOnlyWhenProvenAndNotAfterAChange() {
    network.present.add(TestRules.EDGE);
    fleet.enforce(POLICY, NOW);
    fake.settle();
    EdgePlan plan = fleet.unproven(NOW).get(TestRules.EDGE);
    ProofReport good = ProofReport.of(TestRules.EDGE, NOW, 10, List.of(), List.of());

    fleet.proven(plan, good);
    assertThat(fleet.statuses().get(0).state()).isEqualTo(DeviceState.ENFORCED);
    assertThat(fleet.unproven(NOW.plusSeconds(59))).isEmpty();
    assertThat(fleet.unproven(NOW.plusSeconds(60))).hasSize(1);

    fleet.proven(
        plan, ProofReport.of(TestRules.EDGE, NOW, 10, List.of(), List.of("routing takes it")));
    assertThat(fleet.statuses().get(0).state()).isEqualTo(DeviceState.DEGRADED);
    assertThat(fleet.statuses().get(0).reason()).contains("routing takes it");

    fleet.enforce(
        POLICY.toBuilder().setPools(POOL.toBuilder().setPhase(Phase.BLOCK_ALL).build()).build(),
        NOW);
    fake.settle();
    assertThat(fleet.statuses().get(0).state()).isEqualTo(DeviceState.INSTALLED);
  }

  @Test
  void repeatsAFailedProofSoonAndThenMoreAndMoreSeldom() {
    network.present.add(TestRules.EDGE);
    fleet.enforce(POLICY, NOW);
    fake.settle();
    EdgePlan plan = fleet.unproven(NOW).get(TestRules.EDGE);
    Instant at = NOW;
    for (int wait : List.of(1, 2, 4, 8, 16, 32, 60, 60)) {
      fleet.proven(plan, ProofReport.of(TestRules.EDGE, at, 10, List.of("a packet"), List.of()));
      assertThat(fleet.unproven(at.plusSeconds(wait).minusMillis(1))).isEmpty();
      at = at.plusSeconds(wait);
      assertThat(fleet.unproven(at)).hasSize(1);
    }

    fleet.proven(plan, ProofReport.of(TestRules.EDGE, at, 10, List.of(), List.of()));
    assertThat(fleet.unproven(at.plusSeconds(59))).isEmpty();
    fleet.proven(plan, ProofReport.of(TestRules.EDGE, at, 10, List.of("again"), List.of()));
    assertThat(fleet.unproven(at.plusSeconds(1))).hasSize(1);
  }

  @Test
  void tellsWhenTheCapacityIsTooSmall() {
    network.present.add(TestRules.EDGE);
    fleet.enforce(
        POLICY.toBuilder().setEdges(EDGE.toBuilder().setCapacity(1).build()).build(), NOW);
    fake.settle();

    assertThat(fleet.statuses().get(0).state()).isEqualTo(DeviceState.DEGRADED);
    assertThat(fleet.statuses().get(0).reason()).contains("the limit is 1");
  }

  @Test
  void isNoLongerInstalledOnceAbandoned() {
    network.present.add(TestRules.EDGE);
    fleet.enforce(POLICY, NOW);
    fake.settle();

    fleet.abandon("the application is being deactivated");

    assertThat(fleet.driven()).isEmpty();
    assertThat(fleet.statuses().get(0).state()).isEqualTo(DeviceState.PENDING);
    assertThat(fleet.statuses().get(0).reason()).isEqualTo("the application is being deactivated");
  }

  @Test
  void tellsThatRejectOnlyDrops() {
    network.present.add(TestRules.EDGE);
    Policy rejecting =
        POLICY.toBuilder()
            .setPools(POOL.toBuilder().setBlockStyle(BlockStyle.REJECT).build())
            .build();
    fleet.enforce(rejecting, NOW);
    fake.settle();

    assertSwitchEquals(rejecting);
    assertThat(fleet.statuses().get(0).state()).isEqualTo(DeviceState.INSTALLED);
    assertThat(fleet.statuses().get(0).reason()).contains("blockStyle reject");
  }

  @Test
  void keepsWhatIsThereWhenAPolicyCannotBeCompiled() {
    network.present.add(TestRules.EDGE);
    EdgeFleet tooSmall = fleet(planner(CompiledRules.within(PriorityBand.DEFAULT, false), 1));
    tooSmall.enforce(POLICY, NOW);
    fake.settle();

    assertThat(fake.tables.size()).isEqualTo(2);
    assertThat(tooSmall.statuses().get(0).state()).isEqualTo(DeviceState.DEGRADED);
    assertThat(tooSmall.statuses().get(0).reason()).contains("the limit is 1");
  }

  @Test
  void blocksThePoolsAlthoughARateLimitCannotBeSaid() {
    network.present.add(TestRules.EDGE);
    InboundPolicy limited =
        InboundPolicy.builder()
            .setDefaultAction(
                InboundAction.limitTo(RateLimit.of(100, RateLimit.Unit.PACKETS_PER_SECOND)))
            .build();
    fleet.enforce(
        POLICY.toBuilder()
            .setEdges(EDGE.toBuilder().setBorder(true).build())
            .setMailServerGroups(
                POLICY.mailServerGroups().get(0).toBuilder().setInbound(limited).build())
            .build(),
        NOW);
    fake.settle();

    assertSwitchEquals(POLICY);
    assertThat(fleet.statuses().get(0).state()).isEqualTo(DeviceState.DEGRADED);
    assertThat(fleet.statuses().get(0).reason()).contains("no inbound policy is enforced");
  }

  @Test
  void exemptionsChangeThePolicyByThemselves() {
    Instant begin = NOW.plusSeconds(60);
    Instant end = NOW.plusSeconds(120);
    Policy policy =
        POLICY.toBuilder()
            .setExemptions(
                Exemption.builder()
                    .setId("x1")
                    .setCustomer("C-1")
                    .setPrefix(IpPrefix.valueOf("198.51.100.7/32"))
                    .setNotBefore(begin)
                    .setExpires(end)
                    .build())
            .build();

    assertThat(nextChangeAfter(policy, NOW)).isEqualTo(Optional.of(begin));
    assertThat(nextChangeAfter(policy, begin)).isEqualTo(Optional.of(end));
    assertThat(nextChangeAfter(policy, end)).isEqualTo(Optional.empty());
  }

  @Test
  void looksAgainWhenASwitchCanBeToldOfAnEnd() {
    Instant end = NOW.plus(EndingRule.HORIZON).plusSeconds(60);

    assertThat(nextChangeAfter(exempting(end), NOW)).isEqualTo(Optional.of(NOW.plusSeconds(60)));
    assertThat(nextChangeAfter(exempting(end), NOW.plusSeconds(60))).isEqualTo(Optional.of(end));
  }

  @Test
  void whatCannotBePlannedIsPlannedAgainWhenAnExemptionEnds() {
    Instant end = NOW.plusSeconds(60);
    EdgeFleet small = fleet(planner(CompiledRules.within(PriorityBand.DEFAULT, false), 1));

    small.enforce(exempting(end), NOW);

    assertThat(small.statuses().get(0).state()).isEqualTo(DeviceState.DEGRADED);
    assertThat(small.nextChange()).isEqualTo(Optional.of(end));
  }

  private Optional<Instant> nextChangeAfter(Policy policy, Instant instant) {
    fleet.enforce(policy, instant);
    return fleet.nextChange();
  }

  @Test
  void aSwitchThatHoldsWhatIsPlannedNeedsNoAudit() {
    network.present.add(TestRules.EDGE);
    fleet.enforce(POLICY, NOW);
    assertThat(fleet.asPlanned()).isEmpty();
    fake.settle();
    Set<FlowRule> held = new HashSet<>(ours());

    network.stored.put(TestRules.EDGE, held);
    assertThat(fleet.asPlanned()).containsExactly(TestRules.EDGE);

    network.unreadable = true;
    assertThat(fleet.asPlanned()).isEmpty();
    network.unreadable = false;

    FlowRule lost = held.iterator().next();
    held.remove(lost);
    assertThat(fleet.asPlanned()).isEmpty();
    held.add(TestRules.behindGate(lost));
    assertThat(fleet.asPlanned()).isEmpty();
    held.add(lost);
    assertThat(fleet.asPlanned()).isEmpty();
    held.remove(TestRules.behindGate(lost));

    network.misplaced = Map.of(lost, TestRules.behindGate(lost));
    assertThat(fleet.asPlanned()).isEmpty();
    network.misplaced = Map.of();
    assertThat(fleet.asPlanned()).containsExactly(TestRules.EDGE);
  }

  private Set<FlowRule> ours() {
    return fake.tables.rules().stream()
        .filter(rule -> rule.appId() == APP.id())
        .collect(Collectors.toSet());
  }

  @Test
  void aSwitchBehindTheGateEndsAnExemptionItself() {
    network.present.add(TestRules.EDGE);
    network.gateDriven.add(TestRules.EDGE);
    fleet.enforce(POLICY, NOW);
    fake.settle();
    int without = fake.tables.size();

    fleet.enforce(exempting(NOW.plusSeconds(60)), NOW);
    fake.settle();
    assertThat(fake.tables.ending()).hasSize(2);
    assertThat(fake.tables.size()).isEqualTo(without + 2);

    fleet.enforce(exempting(NOW.plus(EndingRule.HORIZON).plusSeconds(1)), NOW);
    fake.settle();
    assertThat(fake.tables.ending()).isEmpty();
  }

  @Test
  void subtractSaysThatItCannotEndAnything() {
    network.present.add(TestRules.EDGE);

    fleet.enforce(exempting(NOW.plusSeconds(60)), NOW);
    fake.settle();

    assertThat(fake.tables.ending()).isEmpty();
    assertThat(fleet.statuses().get(0).reason())
        .contains("1 exemptions end within 18 hours, and only while the controller is there");
  }

  /** Beside drop rules they forward as ever; whoever wrote them would not find them again. */
  @Test
  void othersRulesStayWhereTheyAreUntilAGateWouldSkipThem() {
    FlowRule plain = TestRules.forwardIp4();
    network.misplaced = Map.of(plain, TestRules.behindGate(plain));
    network.present.add(TestRules.EDGE);
    network.gateDriven.add(TestRules.EDGE);

    fleet.enforce(by(Strategy.SUBTRACT), NOW);
    fake.settle();
    fleet.audit(fleet.asPlanned());
    fake.settle();
    assertThat(fake.tables.rules()).contains(plain);
    assertThat(fake.tables.rules()).doesNotContain(TestRules.behindGate(plain));
    assertThat(fleet.statuses().get(0).reason()).isEmpty();

    fleet.enforce(by(Strategy.GATE), NOW);
    fake.settle();
    assertThat(fake.tables.rules()).contains(TestRules.behindGate(plain));
    assertThat(fake.tables.rules()).doesNotContain(plain);
  }

  @Test
  void noRuleIsMovedAnyMoreOnceTheGateIsGone() {
    network.present.add(TestRules.EDGE);
    network.gateDriven.add(TestRules.EDGE);
    fleet.enforce(by(Strategy.GATE), NOW);
    fake.settle();

    fleet.enforce(by(Strategy.SUBTRACT), NOW);
    FlowRule plain = TestRules.forwardIp4();
    network.misplaced = Map.of(plain, TestRules.behindGate(plain));
    fleet.audit(fleet.asPlanned());
    fake.settle();
    assertThat(fake.tables.rules()).contains(plain);
    assertThat(fake.tables.rules()).doesNotContain(TestRules.behindGate(plain));
  }

  private static Policy by(Strategy strategy) {
    return POLICY.toBuilder().setEdges(EDGE.toBuilder().setStrategy(strategy).build()).build();
  }

  private static Policy exempting(Instant end) {
    return POLICY.toBuilder()
        .setExemptions(
            Exemption.builder()
                .setId("x1")
                .setCustomer("C-1")
                .setPrefix(IpPrefix.valueOf("198.51.100.7/32"))
                .setExpires(end)
                .build())
        .build();
  }

  private static EdgePlanner planner(EdgePlanner.RuleSource compiler, int maxDropRules) {
    return new EdgePlanner(compiler, new RuleTranslator(APP), APP, maxDropRules);
  }

  /** The ports to which the application's rules send packets. */
  private Set<PortNumber> outputs() {
    return fake.tables.rules().stream()
        .filter(rule -> rule.appId() == APP.id())
        .flatMap(rule -> rule.treatment().immediate().stream())
        .filter(instruction -> instruction.type() == Instruction.Type.OUTPUT)
        .map(instruction -> ((Instructions.OutputInstruction) instruction).port())
        .collect(Collectors.toSet());
  }

  private void forwardEverything() {
    fake.tables.add(TestRules.forwardIp4());
    fake.tables.add(TestRules.forwardIp6());
  }

  private void assertSwitchEquals(Policy policy) {
    Decider decider = new Decider(policy.at(TestRules.EDGE));
    int blocked = 0;
    for (String source : TestRules.ADDRESSES) {
      for (String destination : TestRules.ADDRESSES) {
        if (source.contains(":") != destination.contains(":")) {
          continue;
        }
        for (int sourcePort : TestRules.PORTS) {
          for (int destinationPort : TestRules.PORTS) {
            TcpPacket packet =
                TcpPacket.of(
                    IpAddress.valueOf(source),
                    sourcePort,
                    IpAddress.valueOf(destination),
                    destinationPort);
            boolean passes = decider.decide(packet, NOW).verdict() == Verdict.PASS;
            assertThat(packet + " passes: " + fake.tables.forwards(packet))
                .isEqualTo(packet + " passes: " + passes);
            blocked += passes ? 0 : 1;
          }
        }
      }
    }
    assertThat(blocked).isGreaterThan(0);
  }

  private EdgeFleet fleet(EdgePlanner planner) {
    return new EdgeFleet(
        network,
        planner,
        APP,
        () ->
            new DeviceEnforcer(
                fake,
                (delay, task) -> later.add(task),
                Clock.fixed(NOW, ZoneOffset.UTC),
                EnforcementSettings.of(
                    100, Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofSeconds(1))),
        (delay, task) -> later.add(task));
  }

  private static final class FakeNetwork implements EdgeFleet.Network {
    final Set<DeviceId> present = new HashSet<>();
    boolean unreadable;
    final Map<DeviceId, Set<FlowRule>> stored = new HashMap<>();
    final Set<DeviceId> gateDriven = new HashSet<>();
    Map<FlowRule, FlowRule> misplaced = Map.of();

    @Override
    public Optional<String> absence(DeviceId device) {
      return present.contains(device) ? Optional.empty() : Optional.of("not connected");
    }

    @Override
    public Optional<Set<FlowRule>> stored(DeviceId device) {
      return unreadable ? Optional.empty() : Optional.of(stored.getOrDefault(device, Set.of()));
    }

    @Override
    public Set<DeviceId> devicesWithRules() {
      return stored.keySet();
    }

    @Override
    public boolean holdsWhatIsStored(DeviceId device) {
      return false;
    }

    @Override
    public Set<DeviceId> devicesWithGateDriver(Set<DeviceId> expected) {
      return Set.copyOf(gateDriven);
    }

    @Override
    public Map<FlowRule, FlowRule> misplaced(DeviceId device, boolean behindGate) {
      return misplaced;
    }

    @Override
    public String ownerOf(FlowRule rule) {
      return "other";
    }
  }
}
