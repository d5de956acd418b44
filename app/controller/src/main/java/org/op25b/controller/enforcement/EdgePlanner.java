package org.op25b.controller.enforcement;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onosproject.core.ApplicationId;
import org.onosproject.net.DeviceId;
import org.op25b.compile.Action;
import org.op25b.compile.CompileException;
import org.op25b.compile.TimedEdge;
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
    TimedEdge rules(
        EdgePolicy policy, Strategy strategy, Uplink uplink, Instant instant, int limit);
  }

  /** More rules than this on one switch take ONOS seconds to write and to read back. */
  private static final int MANY_RULES = 10_000;

  private static final Logger log = LoggerFactory.getLogger(EdgePlanner.class);

  private final RuleSource compiler;
  private final RuleTranslator translator;
  private final ApplicationId appId;
  private final int maxDropRules;

  /** What was last planned for each switch. */
  private final Map<DeviceId, PlannedRules> planned = new HashMap<>();

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
      fill(edge, plan(edge, policy, strategy, gateDriver, instant, plan), plan);
      noteEndsThatNeedTheController(policy, strategy, instant, plan);
    } catch (CompileException e) {
      plan.setNextChange(TimedEdge.nextChange(policy, instant, EndingRule.HORIZON));
      // What is on the switch stays there: it enforces the policy of before, which blocks.
      plan.problemsBuilder().add(e.getMessage());
      if (strategy == Strategy.SUBTRACT && !gateDriver) {
        plan.problemsBuilder().add("strategy gate needs far fewer rules: " + remedy(edge.device()));
      }
    } catch (RuntimeException e) {
      plan.setNextChange(TimedEdge.nextChange(policy, instant, EndingRule.HORIZON));
      log.error("Cannot compile the policy for {}", edge.device(), e);
      planned.remove(edge.device());
      plan.problemsBuilder().add("the policy cannot be compiled: " + e.getMessage());
    }
    return plan.build();
  }

  private static void noteEndsThatNeedTheController(
      EdgePolicy policy, Strategy strategy, Instant instant, EdgePlan.Builder plan) {
    if (TimedTable.canEnd(strategy)) {
      return;
    }
    long ending =
        policy.exemptions().stream()
            .filter(exemption -> exemption.isLiveAt(instant))
            .filter(exemption -> TimedTable.endsWithin(exemption, instant, EndingRule.HORIZON))
            .count();
    if (ending > 0) {
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
  private PlannedRules plan(
      EdgeSwitch edge,
      EdgePolicy policy,
      Strategy strategy,
      boolean gateDriver,
      Instant instant,
      EdgePlan.Builder plan) {
    int limit =
        strategy != Strategy.GATE
            ? Math.min(maxDropRules, edge.capacity().orElse(maxDropRules))
            : Integer.MAX_VALUE;
    Uplink uplink =
        edge.uplinkPorts().stream().findFirst().map(Uplink::port).orElse(Uplink.normal());
    try {
      return plan(
          edge.device(),
          policy,
          instant,
          PlannedRules.Shape.of(strategy, uplink, limit, gateDriver, false));
    } catch (CompileException e) {
      if (policy.mailServerGroups().stream().noneMatch(group -> group.inbound().isPresent())) {
        throw e;
      }
      PlannedRules without =
          plan(
              edge.device(),
              withoutInbound(policy),
              instant,
              PlannedRules.Shape.of(strategy, uplink, limit, gateDriver, true));
      plan.problemsBuilder().add("no inbound policy is enforced: " + e.getMessage());
      return without;
    }
  }

  private PlannedRules plan(
      DeviceId device, EdgePolicy policy, Instant instant, PlannedRules.Shape shape) {
    PlannedRules before = planned.get(device);
    if (before != null && before.shape().equals(shape)) {
      before.update(policy, instant);
      return before;
    }
    TimedEdge compiled =
        compiler.rules(policy, shape.strategy(), shape.uplink(), instant, shape.limit());
    PlannedRules young = new PlannedRules(device, shape, compiled, translator, appId);
    planned.put(device, young);
    return young;
  }

  /** Forgets the switches that are not in {@code kept}. */
  void keepOnly(Set<DeviceId> kept) {
    planned.keySet().retainAll(kept);
  }

  private static EdgePolicy withoutInbound(EdgePolicy policy) {
    return policy.toBuilder()
        .setMailServerGroups(
            policy.mailServerGroups().stream()
                .map(group -> group.toBuilder().setInbound(Optional.empty()).build())
                .collect(ImmutableList.toImmutableList()))
        .build();
  }

  private static void fill(EdgeSwitch edge, PlannedRules rules, EdgePlan.Builder plan) {
    ImmutableList<WrittenRule> written = rules.written();
    Wanted wanted = rules.wanted();
    plan.setWritten(written)
        .setMasks(rules.masks())
        .setWanted(wanted)
        .setNextChange(rules.nextChange());
    plan.problemsBuilder().addAll(rules.untranslatable());
    int size = wanted.rules().size() + (wanted.gate().isPresent() ? 1 : 0);
    if (edge.capacity().isPresent() && size > edge.capacity().getAsInt()) {
      plan.problemsBuilder()
          .add(size + " rules are needed, the capacity is " + edge.capacity().getAsInt());
    }
    // Other strategies are for switches of which one table is known.
    if (!rules.shape().gate() && written.stream().anyMatch(EdgePlanner::rejects)) {
      plan.notesBuilder().add("blockStyle reject is not answered with this strategy, only dropped");
    }
    if (size > MANY_RULES) {
      plan.notesBuilder()
          .add(size + " rules: shorter prefixes of exemptions and mail servers make far fewer");
    }
  }

  private static boolean rejects(WrittenRule written) {
    return written.rule().action().kind() == Action.Kind.REJECT;
  }
}
