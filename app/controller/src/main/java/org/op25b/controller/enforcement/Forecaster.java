package org.op25b.controller.enforcement;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowRule;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Policy;

/**
 * Says what another policy would change on the edge switches, by planning both as enforcement would
 * plan them. Touches no switch. May be asked from any thread; compiles every switch twice.
 */
final class Forecaster {
  private final EdgePlanner planner;
  private final UnaryOperator<Set<DeviceId>> gateDriven;

  /**
   * A forecaster.
   *
   * @param gateDriven returns, of all switches that may exist, those with the gate's driver
   */
  Forecaster(EdgePlanner planner, UnaryOperator<Set<DeviceId>> gateDriven) {
    this.planner = planner;
    this.gateDriven = gateDriven;
  }

  /** Returns every edge switch of either policy, those of {@code after} first. */
  ImmutableList<EdgeForecast> forecast(Optional<Policy> before, Policy after, Instant now) {
    ImmutableSet<DeviceId> devices =
        Stream.concat(after.edges().stream(), edges(before))
            .map(EdgeSwitch::device)
            .collect(ImmutableSet.toImmutableSet());
    Set<DeviceId> gates = gateDriven.apply(devices);
    ImmutableList.Builder<EdgeForecast> forecasts = ImmutableList.builder();
    for (DeviceId device : devices) {
      Optional<EdgePlan> then = plan(Optional.of(after), device, gates, now);
      forecasts.add(
          compare(
              after.edge(device).orElseGet(() -> before.get().edge(device).get()),
              plan(before, device, gates, now),
              then));
    }
    return forecasts.build();
  }

  private static Stream<EdgeSwitch> edges(Optional<Policy> policy) {
    return policy.map(Policy::edges).orElse(ImmutableList.of()).stream();
  }

  private Optional<EdgePlan> plan(
      Optional<Policy> policy, DeviceId device, Set<DeviceId> gates, Instant now) {
    return policy
        .flatMap(present -> present.edge(device))
        .map(edge -> planner.plan(edge, policy.get().at(device), gates.contains(device), now));
  }

  private static EdgeForecast compare(
      EdgeSwitch edge, Optional<EdgePlan> before, Optional<EdgePlan> after) {
    List<FlowRule> had = rules(before);
    // What cannot be planned leaves the switch as it is.
    boolean unplanned = after.isPresent() && after.get().wanted().isEmpty();
    List<FlowRule> gets = unplanned ? had : rules(after);
    Map<FlowRule, FlowRule> known = new HashMap<>();
    had.forEach(rule -> known.put(rule, rule));
    int kept = 0;
    for (FlowRule rule : gets) {
      FlowRule same = known.get(rule);
      kept += same != null && same.exactMatch(rule) ? 1 : 0;
    }
    return EdgeForecast.of(
        edge.device(),
        edge.name(),
        after.map(EdgePlan::strategy),
        had.size(),
        gets.size(),
        gets.size() - kept,
        had.size() - kept,
        edge.capacity(),
        after.map(EdgePlan::problems).orElse(ImmutableList.of()));
  }

  private static List<FlowRule> rules(Optional<EdgePlan> plan) {
    List<FlowRule> rules = new ArrayList<>();
    plan.flatMap(EdgePlan::wanted)
        .ifPresent(
            wanted -> {
              rules.addAll(wanted.rules());
              wanted.gate().ifPresent(rules::add);
            });
    return rules;
  }
}
