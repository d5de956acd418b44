package org.op25b.controller.enforcement;

import static com.google.common.truth.Truth.assertThat;

import com.google.common.collect.Lists;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpPrefix;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.flow.FlowRule;
import org.op25b.compile.CostReport;
import org.op25b.compile.PriorityBand;
import org.op25b.compile.RuleTable;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Exemption;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;

/** What one plan after another says of the same switch. */
class EdgePlannerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final ApplicationId APP = new DefaultApplicationId(7, "org.op25b");
  private static final Policy POLICY =
      Policy.builder()
          .setEdges(EdgeSwitch.builder().setDevice(TestRules.EDGE).build())
          .setPools(
              Pool.builder()
                  .setName("dynamic")
                  .setPrefixes(IpPrefix.valueOf("198.51.100.0/24"))
                  .setPhase(Phase.BLOCK)
                  .build())
          .build();

  private final EdgePlanner planner =
      new EdgePlanner(
          CompiledRules.within(PriorityBand.DEFAULT, false), new RuleTranslator(APP), APP, 20_000);

  @Test
  void whatDoesNotChangeIsTheSameObject() {
    EdgePlan before = plan(POLICY, NOW);
    EdgePlan after = plan(POLICY, NOW.plusSeconds(1));

    assertThat(after.wanted().get()).isSameInstanceAs(before.wanted().get());
    assertThat(after.asksTheSameAs(before)).isTrue();
  }

  @Test
  void oneMoreExemptionIsItsOwnRulesAndNoMore() {
    Wanted before = plan(POLICY, NOW).wanted().get();
    Wanted after = plan(exempting("198.51.100.7/32", NOW.plusSeconds(60)), NOW).wanted().get();

    Wanted.Change change = after.since(before).get();
    assertThat(change.removed()).isEmpty();
    // Toward port 25 and back from it.
    assertThat(change.put()).hasSize(2);
    assertThat(after.since(Wanted.NOTHING).isPresent()).isFalse();
  }

  /** The rule is the same but for its end; who only looked at rules would miss it. */
  @Test
  void anotherEndIsAChange() {
    Wanted before = plan(exempting("198.51.100.7/32", NOW.plusSeconds(60)), NOW).wanted().get();
    Wanted after = plan(exempting("198.51.100.7/32", NOW.plusSeconds(90)), NOW).wanted().get();

    assertThat(after.since(before).get().put()).hasSize(2);
    assertThat(after.rules().stream().filter(rule -> rule instanceof EndingRule).count())
        .isEqualTo(2);
  }

  @Test
  void changesAddUpToTheWhole() {
    Map<FlowRule, RuleBody> held = new HashMap<>();
    Wanted last = Wanted.NOTHING;
    for (Policy policy :
        List.of(
            POLICY,
            exempting("198.51.100.7/32", NOW.plusSeconds(60)),
            exempting("198.51.100.6/31", NOW.plusSeconds(90_000)),
            exempting("198.51.100.0/24", NOW.plusSeconds(90_000)),
            POLICY)) {
      EdgePlan plan = plan(policy, NOW);
      assertThat(plan.masks()).isEqualTo(masksOf(plan));
      Wanted wanted = plan.wanted().get();
      if (wanted.since(last).isPresent()) {
        wanted.since(last).get().removed().forEach(held::remove);
        wanted.since(last).get().put().forEach(rule -> held.put(rule, RuleBody.of(rule)));
      } else {
        assertThat(policy).isSameInstanceAs(POLICY);
        wanted.rules().forEach(rule -> held.put(rule, RuleBody.of(rule)));
      }
      Map<FlowRule, RuleBody> whole = new HashMap<>();
      wanted.rules().forEach(rule -> whole.put(rule, RuleBody.of(rule)));
      assertThat(held).isEqualTo(whole);
      last = wanted;
    }
  }

  private static int masksOf(EdgePlan plan) {
    return CostReport.of(
            RuleTable.of(plan.strategy(), Lists.transform(plan.written(), WrittenRule::rule)),
            OptionalInt.empty())
        .masks();
  }

  private EdgePlan plan(Policy policy, Instant instant) {
    return planner.plan(policy.edges().get(0), policy.at(TestRules.EDGE), true, instant);
  }

  private static Policy exempting(String prefix, Instant end) {
    return POLICY.toBuilder()
        .setExemptions(
            Exemption.builder()
                .setId("x1")
                .setCustomer("C-1")
                .setPrefix(IpPrefix.valueOf(prefix))
                .setExpires(end)
                .build())
        .build();
  }
}
