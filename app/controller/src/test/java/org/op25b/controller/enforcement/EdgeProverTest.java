package org.op25b.controller.enforcement;

import static com.google.common.truth.Truth.assertThat;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpPrefix;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.CoreServiceAdapter;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.PortNumber;
import org.onosproject.net.flow.DefaultFlowEntry;
import org.onosproject.net.flow.DefaultFlowRule;
import org.onosproject.net.flow.DefaultTrafficSelector;
import org.onosproject.net.flow.DefaultTrafficTreatment;
import org.onosproject.net.flow.FlowEntry;
import org.onosproject.net.flow.FlowEntry.FlowEntryState;
import org.onosproject.net.flow.FlowRule;
import org.op25b.compile.PriorityBand;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Exemption;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;
import org.op25b.policy.Strategy;

/** What is read back from a switch, proven or not. */
class EdgeProverTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final ApplicationId OURS = new DefaultApplicationId(7, "org.op25b");
  private static final ApplicationId ROUTING = new DefaultApplicationId(9, "routing");
  private static final Policy POLICY =
      Policy.builder()
          .setEdges(EdgeSwitch.builder().setDevice(TestRules.EDGE).build())
          .setMailServerGroups(
              MailServerGroup.builder()
                  .setName("own")
                  .setServers(IpPrefix.valueOf("203.0.113.0/28"))
                  .build())
          .setPools(
              Pool.builder()
                  .setName("dynamic")
                  .setPrefixes(
                      IpPrefix.valueOf("198.51.100.0/24"), IpPrefix.valueOf("2001:db8:100::/40"))
                  .setMailServers("own")
                  .setPhase(Phase.BLOCK)
                  .build())
          .setExemptions(
              Exemption.builder()
                  .setId("x1")
                  .setCustomer("C-1")
                  .setPrefix(IpPrefix.valueOf("198.51.100.16/28"))
                  .build())
          .build();

  private final EdgeProver prover =
      new EdgeProver(
          new ReadBack(
              new CoreServiceAdapter() {
                @Override
                public ApplicationId getAppId(Short id) {
                  return id == OURS.id() ? OURS : ROUTING;
                }
              },
              OURS));

  @Test
  void whatWasPlannedIsProven() {
    for (Strategy strategy : new Strategy[] {Strategy.GATE, Strategy.SUBTRACT}) {
      for (boolean driver : new boolean[] {true, strategy == Strategy.GATE}) {
        EdgePlan plan = plan(strategy, driver);

        ProofReport report = prove(plan, rules(plan), TestRules.forwardIp4());

        assertThat(report.differences()).isEmpty();
      }
    }
  }

  @Test
  void aMissingBlockIsALeak() {
    EdgePlan plan = plan(Strategy.GATE, true);
    List<FlowRule> rules = rules(plan);
    rules.remove(rules.stream().filter(Effect::drops).findFirst().get());

    ProofReport report = prove(plan, rules);

    assertThat(report.isProven()).isFalse();
    assertThat(report.differences().get(0)).contains("LEAK");
  }

  /** What is blocked may be copied to the controller, and must not get any further. */
  @Test
  void whatLeadsOutOfTheTablesOfCopiesIsALeak() {
    EdgePlan plan = plan(Strategy.GATE, true);
    FlowRule copying = inCopies(PortNumber.CONTROLLER);
    FlowRule leaking = inCopies(PortNumber.portNumber(1));

    assertThat(prove(plan, rules(plan), copying).differences()).isEmpty();
    assertThat(prove(plan, rules(plan), leaking).differences().get(0)).contains("LEAK");
  }

  private static FlowRule inCopies(PortNumber to) {
    return DefaultFlowRule.builder()
        .forDevice(TestRules.EDGE)
        .forTable(CopyTable.SAMPLE.number())
        .withPriority(1)
        .withSelector(DefaultTrafficSelector.emptySelector())
        .withTreatment(DefaultTrafficTreatment.builder().setOutput(to).build())
        .fromApp(ROUTING)
        .makePermanent()
        .build();
  }

  @Test
  void aMissingGateIsTold() {
    EdgePlan plan = plan(Strategy.GATE, true);
    List<FlowRule> rules = rules(plan);
    rules.remove(plan.wanted().get().gate().get());

    assertThat(prove(plan, rules).differences()).contains("the gate is shut");
  }

  @Test
  void anotherApplicationsRuleBeforeOursIsToldWithItsOwner() {
    EdgePlan plan = plan(Strategy.GATE, true);
    FlowRule taking =
        DefaultFlowRule.builder()
            .forDevice(TestRules.EDGE)
            .withPriority(65_000)
            .withSelector(
                DefaultTrafficSelector.builder().matchInPort(PortNumber.portNumber(4)).build())
            .withTreatment(
                DefaultTrafficTreatment.builder().setOutput(PortNumber.portNumber(1)).build())
            .fromApp(ROUTING)
            .makePermanent()
            .build();

    ProofReport report = prove(plan, rules(plan), taking);

    assertThat(report.isProven()).isFalse();
    assertThat(report.differences().get(0)).contains("routing");
  }

  @Test
  void whatOnosHasNotSeenOnTheSwitchIsNotReadBack() {
    EdgePlan plan = plan(Strategy.GATE, true);
    ImmutableList<FlowEntry> pending = entries(rules(plan), FlowEntryState.PENDING_ADD);

    assertThat(EdgeProver.isReadBack(plan, pending)).isFalse();
    assertThat(EdgeProver.isReadBack(plan, entries(rules(plan), FlowEntryState.ADDED))).isTrue();
    assertThat(prover.prove(TestRules.EDGE, plan, pending, NOW).isProven()).isFalse();
  }

  private ProofReport prove(EdgePlan plan, List<FlowRule> rules, FlowRule... others) {
    List<FlowRule> all = new ArrayList<>(rules);
    all.addAll(List.of(others));
    return prover.prove(TestRules.EDGE, plan, entries(all, FlowEntryState.ADDED), NOW);
  }

  private static ImmutableList<FlowEntry> entries(List<FlowRule> rules, FlowEntryState state) {
    return rules.stream()
        .map(rule -> new DefaultFlowEntry(rule, state))
        .collect(ImmutableList.toImmutableList());
  }

  private static List<FlowRule> rules(EdgePlan plan) {
    List<FlowRule> rules = new ArrayList<>(plan.wanted().get().rules());
    plan.wanted().get().gate().ifPresent(rules::add);
    return rules;
  }

  private static EdgePlan plan(Strategy strategy, boolean gateDriver) {
    EdgeSwitch edge = POLICY.edges().get(0).toBuilder().setStrategy(strategy).build();
    return new EdgePlanner(
            CompiledRules.within(PriorityBand.DEFAULT, false),
            new RuleTranslator(OURS),
            OURS,
            20_000)
        .plan(edge, POLICY.at(edge.device()), gateDriver, NOW);
  }
}
