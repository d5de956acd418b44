package org.op25b.controller.enforcement;

import com.google.common.collect.HashBasedTable;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.onosproject.core.ApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowRule;
import org.op25b.compile.Action;
import org.op25b.compile.CompileException;
import org.op25b.compile.CostReport;
import org.op25b.compile.Rule;
import org.op25b.compile.RuleTable;
import org.op25b.compile.TimedTable;
import org.op25b.compile.Uplink;
import org.op25b.controller.Words;
import org.op25b.controller.gate.GatePipeliner;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Strategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides how one switch enforces its part of the policy, and what it holds for that. Not safe for
 * threads.
 */
final class EdgePlanner {
  /** Compiles the part of a policy that one switch enforces. */
  interface RuleSource {
    /**
     * Returns the rules.
     *
     * @param uplink where strategy {@code output} sends what passes; of no matter to the others
     * @throws CompileException when the policy cannot be written so, or only with more than {@code
     *     limit} rules
     */
    TimedTable rules(
        EdgePolicy policy, Strategy strategy, Uplink uplink, Instant instant, int limit);
  }

  /** More rules than this on one switch take ONOS seconds to write and to read back. */
  private static final int MANY_RULES = 10_000;

  private static final Logger log = LoggerFactory.getLogger(EdgePlanner.class);

  private final RuleSource compiler;
  private final RuleTranslator translator;
  private final ApplicationId appId;
  private final int maxDropRules;

  /**
   * The rules of the last plan for each switch. A small change leaves nearly all of a large table
   * as it is: the same objects then cost neither writing nor comparing. By whether there is a gate,
   * for rules do not drop in the same way with one.
   */
  private final Table<DeviceId, Boolean, Map<Rule, FlowRule>> written = HashBasedTable.create();

  /**
   * A planner.
   *
   * @param maxDropRules how many rules strategy {@code subtract} may need at the most
   */
  EdgePlanner(
      RuleSource compiler, RuleTranslator translator, ApplicationId appId, int maxDropRules) {
    this.compiler = compiler;
    this.translator = translator;
    this.appId = appId;
    this.maxDropRules = maxDropRules;
  }

  /**
   * Plans for one switch.
   *
   * @param gateDriver whether the switch's driver puts everybody's forwarding behind the gate
   */
  EdgePlan plan(EdgeSwitch edge, EdgePolicy policy, boolean gateDriver, Instant instant) {
    EdgePlan.Builder plan = EdgePlan.builder().setPolicy(policy).setInstant(instant);
    Strategy strategy = choose(edge, gateDriver, plan);
    plan.setStrategy(strategy);
    try {
      TimedTable table = compile(edge, policy, strategy, instant, plan);
      fill(edge, policy, table, gateDriver, plan);
      noteEndsThatNeedTheController(policy, strategy, instant, plan);
    } catch (CompileException e) {
      // What is on the switch stays there: it enforces the policy of before, which blocks.
      plan.problemsBuilder().add(e.getMessage());
      if (strategy == Strategy.SUBTRACT && !gateDriver) {
        plan.problemsBuilder().add("strategy gate needs far fewer rules: " + remedy(edge.device()));
      }
    } catch (RuntimeException e) {
      log.error("Cannot compile the policy for {}", edge.device(), e);
      plan.problemsBuilder().add("the policy cannot be compiled: " + e.getMessage());
    }
    return plan.build();
  }

  private static void noteEndsThatNeedTheController(
      EdgePolicy policy, Strategy strategy, Instant instant, EdgePlan.Builder plan) {
    long ending =
        policy.exemptions().stream()
            .filter(exemption -> exemption.isLiveAt(instant))
            .filter(exemption -> TimedTable.endsWithin(exemption, instant, EndingRule.HORIZON))
            .count();
    if (ending > 0 && !TimedTable.canEnd(strategy)) {
      plan.notesBuilder()
          .add(
              String.format(
                  "%d exemptions end within %d hours, and only while the controller is there:"
                      + " strategy %s has no rule that a switch could end",
                  ending, EndingRule.HORIZON.toHours(), Words.of(strategy)));
    }
  }

  private static Strategy choose(EdgeSwitch edge, boolean gateDriver, EdgePlan.Builder plan) {
    switch (edge.strategy()) {
      case AUTO:
        plan.setWhy(
            gateDriver
                ? "the switch's driver is " + GatePipeliner.DRIVER
                : "the switch's driver is not " + GatePipeliner.DRIVER);
        return gateDriver ? Strategy.GATE : Strategy.SUBTRACT;
      case GATE:
        if (gateDriver) {
          plan.setWhy("configured");
          return Strategy.GATE;
        }
        plan.problemsBuilder()
            .add("strategy gate is not available: " + remedy(edge.device()))
            .add("subtract is used");
        break;
      case SUBTRACT:
        plan.setWhy("configured");
        return Strategy.SUBTRACT;
      case OUTPUT:
        if (edge.uplinkPorts().size() <= 1) {
          plan.setWhy("configured");
          return Strategy.OUTPUT;
        }
        plan.problemsBuilder()
            .add(
                "strategy output needs one uplink port, or none for the switch's own forwarding"
                    + " (NORMAL); the policy names "
                    + edge.uplinkPorts().size())
            .add("subtract is used");
        break;
      default:
        throw new IllegalArgumentException("no strategy " + edge.strategy());
    }
    plan.setWhy("the configured strategy is not available");
    return Strategy.SUBTRACT;
  }

  private static String remedy(DeviceId device) {
    return String.format(
        "set the driver in network configuration: \"devices\": {\"%s\": {\"basic\": {\"driver\":"
            + " \"%s\"}}}",
        device, GatePipeliner.DRIVER);
  }

  /**
   * What cannot be said about mail to the own servers must not keep the pools from being blocked.
   */
  private TimedTable compile(
      EdgeSwitch edge,
      EdgePolicy policy,
      Strategy strategy,
      Instant instant,
      EdgePlan.Builder plan) {
    int limit =
        strategy != Strategy.GATE
            ? Math.min(maxDropRules, edge.capacity().orElse(maxDropRules))
            : Integer.MAX_VALUE;
    Uplink uplink =
        edge.uplinkPorts().stream().findFirst().map(Uplink::port).orElse(Uplink.normal());
    try {
      return compiler.rules(policy, strategy, uplink, instant, limit);
    } catch (CompileException e) {
      if (policy.mailServerGroups().stream().noneMatch(group -> group.inbound().isPresent())) {
        throw e;
      }
      TimedTable without = compiler.rules(withoutInbound(policy), strategy, uplink, instant, limit);
      plan.problemsBuilder().add("no inbound policy is enforced: " + e.getMessage());
      return without;
    }
  }

  private static EdgePolicy withoutInbound(EdgePolicy policy) {
    return policy.toBuilder()
        .setMailServerGroups(
            policy.mailServerGroups().stream()
                .map(group -> group.toBuilder().setInbound(Optional.empty()).build())
                .collect(ImmutableList.toImmutableList()))
        .build();
  }

  private void fill(
      EdgeSwitch edge,
      EdgePolicy policy,
      TimedTable timed,
      boolean gateDriver,
      EdgePlan.Builder plan) {
    RuleTable table = timed.table();
    DeviceId device = edge.device();
    boolean gate = table.strategy() == Strategy.GATE;
    Map<Rule, FlowRule> before =
        Optional.ofNullable(written.get(device, gate)).orElse(ImmutableMap.of());
    Map<Rule, FlowRule> now = new HashMap<>();
    List<FlowRule> rules = new ArrayList<>();
    Set<String> untranslatable = new LinkedHashSet<>();
    translator.begin(device);
    for (Rule rule : table.rules()) {
      try {
        // A meter may have another number by now.
        FlowRule known = rule.action().meter().isPresent() ? null : before.get(rule);
        FlowRule translated = known == null ? translator.translate(device, rule, gate) : known;
        now.put(rule, translated);
        Instant end = timed.ends().get(rule);
        rules.add(end == null ? translated : new EndingRule(translated, end));
        CountedRule.of(rule, policy)
            .ifPresent(counted -> plan.countedBuilder().put(translated, counted));
      } catch (UnsupportedOperationException e) {
        untranslatable.add(e.getMessage());
      }
    }
    written.row(device).clear();
    written.put(device, gate, now);
    plan.problemsBuilder().addAll(untranslatable);
    if (!gate && gateDriver) {
      rules.add(Gate.passage(device, appId));
    }
    plan.setWanted(gate ? Wanted.behindGate(rules, Gate.rule(device, appId)) : Wanted.of(rules));
    plan.setMasks(CostReport.of(table, OptionalInt.empty()).masks());
    int size = rules.size() + (gate ? 1 : 0);
    if (edge.capacity().isPresent() && size > edge.capacity().getAsInt()) {
      plan.problemsBuilder()
          .add(size + " rules are needed, the capacity is " + edge.capacity().getAsInt());
    }
    // Other strategies are for switches of which one table is known.
    if (!gate
        && table.rules().stream().anyMatch(rule -> rule.action().kind() == Action.Kind.REJECT)) {
      plan.notesBuilder().add("blockStyle reject is not answered with this strategy, only dropped");
    }
    if (size > MANY_RULES) {
      plan.notesBuilder()
          .add(size + " rules: shorter prefixes of exemptions and mail servers make far fewer");
    }
  }
}
