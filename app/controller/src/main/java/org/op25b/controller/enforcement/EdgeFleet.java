package org.op25b.controller.enforcement;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowRule;
import org.op25b.compile.CompileException;
import org.op25b.compile.Rule;
import org.op25b.controller.Words;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Exemption;
import org.op25b.policy.Policy;
import org.op25b.policy.Strategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The enforcers of all edge switches. A switch that the policy no longer names keeps its enforcer
 * until its rules are gone. All methods but {@link #statuses} run on one executor.
 */
final class EdgeFleet {
  /** What the fleet asks of the network. */
  interface Network {
    /** Returns why this node cannot drive the device now; empty when it can. */
    Optional<String> absence(DeviceId device);

    /** Returns the application's rules in ONOS's store, without those that are being removed. */
    Set<FlowRule> stored(DeviceId device);

    /** Returns devices, edge switches or not, that hold rules of the application. */
    Set<DeviceId> devicesWithRules();
  }

  /** Compiles the part of a policy that one switch enforces. */
  interface RuleSource {
    /** Returns the rules in the order in which they are to be installed. */
    List<Rule> rules(EdgePolicy policy, Strategy strategy, Instant instant);
  }

  /** Makes the enforcer of a new edge switch. */
  interface EnforcerFactory {
    DeviceEnforcer create();
  }

  private static final Logger log = LoggerFactory.getLogger(EdgeFleet.class);

  private final Network network;
  private final RuleSource compiler;
  private final RuleTranslator translator;
  private final EnforcerFactory factory;
  private final Map<DeviceId, DeviceEnforcer> enforcers = new LinkedHashMap<>();
  private final Set<DeviceId> driven = new HashSet<>();

  /** What {@link #statuses} reads; replaced whole. */
  private volatile ImmutableList<Edge> edges = ImmutableList.of();

  EdgeFleet(
      Network network, RuleSource compiler, RuleTranslator translator, EnforcerFactory factory) {
    this.network = network;
    this.compiler = compiler;
    this.translator = translator;
    this.factory = factory;
  }

  /**
   * Makes {@code policy}, as it stands at {@code instant}, what every edge switch should enforce.
   */
  void enforce(Policy policy, Instant instant) {
    Set<DeviceId> retired = new HashSet<>(enforcers.keySet());
    retired.addAll(network.devicesWithRules());
    ImmutableList.Builder<Edge> now = ImmutableList.builder();
    for (EdgeSwitch edge : policy.edges()) {
      retired.remove(edge.device());
      now.add(enforceAt(edge, policy.at(edge.device()), instant));
    }
    for (DeviceId device : retired) {
      enforcer(device).want(ImmutableList.of());
    }
    edges = now.build();
    enforcers.keySet().forEach(this::checkPresence);
  }

  /** Looks whether this node has begun or ceased to drive the device. */
  void checkPresence(DeviceId device) {
    DeviceEnforcer enforcer = enforcers.get(device);
    if (enforcer == null) {
      return;
    }
    Optional<String> absence = network.absence(device);
    if (absence.isPresent()) {
      driven.remove(device);
      enforcer.absent(absence.get());
    } else if (driven.add(device)) {
      enforcer.connected(network.stored(device));
    }
  }

  /** The device has connected anew, perhaps without the rules that it had. */
  void reconnected(DeviceId device) {
    driven.remove(device);
    checkPresence(device);
  }

  /** Somebody has removed one of the application's rules. */
  void ruleRemoved(FlowRule rule) {
    if (driven.contains(rule.deviceId())) {
      enforcers.get(rule.deviceId()).removedByOthers(rule);
    }
  }

  /** Compares every driven switch with ONOS's store. */
  void audit() {
    for (DeviceId device : driven) {
      enforcers.get(device).audit(network.stored(device));
    }
  }

  /** The switches that this node drives. */
  Set<DeviceId> driven() {
    return ImmutableSet.copyOf(driven);
  }

  /** Returns how every edge switch of the policy stands; may be asked from any thread. */
  List<DeviceStatus> statuses() {
    List<DeviceStatus> statuses = new ArrayList<>();
    edges.forEach(edge -> statuses.add(edge.status()));
    return statuses;
  }

  /** Returns the first instant after {@code now} at which an exemption begins or ends. */
  static Optional<Instant> nextChange(Policy policy, Instant now) {
    return policy.exemptions().stream()
        .flatMap(EdgeFleet::boundaries)
        .filter(now::isBefore)
        .min(Comparator.naturalOrder());
  }

  private static Stream<Instant> boundaries(Exemption exemption) {
    return Stream.of(exemption.notBefore(), exemption.expires()).flatMap(Optional::stream);
  }

  private Edge enforceAt(EdgeSwitch edge, EdgePolicy policy, Instant instant) {
    DeviceEnforcer enforcer = enforcer(edge.device());
    List<String> problems = new ArrayList<>();
    Strategy strategy = Strategy.SUBTRACT;
    if (edge.strategy() != Strategy.AUTO && edge.strategy() != strategy) {
      problems.add(
          "strategy "
              + Words.of(edge.strategy())
              + " is not available; "
              + Words.of(strategy)
              + " is used");
    }
    List<FlowRule> rules = new ArrayList<>();
    try {
      for (Rule rule : compile(policy, strategy, instant, problems)) {
        translate(edge.device(), rule, rules, problems);
      }
    } catch (RuntimeException e) {
      // What is on the switch stays there: it enforces the policy of before, which blocks.
      log.error("Cannot compile the policy for {}", edge.device(), e);
      problems.add("the policy cannot be compiled: " + e.getMessage());
      return new Edge(edge, strategy, enforcer, problems);
    }
    if (edge.capacity().isPresent() && rules.size() > edge.capacity().getAsInt()) {
      problems.add(
          rules.size() + " rules are needed, the capacity is " + edge.capacity().getAsInt());
    }
    enforcer.want(rules);
    return new Edge(edge, strategy, enforcer, problems);
  }

  /**
   * What cannot be said about mail to the own servers must not keep the pools from being blocked.
   */
  private List<Rule> compile(
      EdgePolicy policy, Strategy strategy, Instant instant, List<String> problems) {
    try {
      return compiler.rules(policy, strategy, instant);
    } catch (CompileException e) {
      if (policy.mailServerGroups().stream().noneMatch(group -> group.inbound().isPresent())) {
        throw e;
      }
      problems.add("no inbound policy is enforced: " + e.getMessage());
      return compiler.rules(withoutInbound(policy), strategy, instant);
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

  private void translate(DeviceId device, Rule rule, List<FlowRule> rules, List<String> problems) {
    try {
      rules.add(translator.translate(device, rule));
    } catch (UnsupportedOperationException e) {
      if (!problems.contains(e.getMessage())) {
        problems.add(e.getMessage());
      }
    }
  }

  private DeviceEnforcer enforcer(DeviceId device) {
    return enforcers.computeIfAbsent(device, unused -> factory.create());
  }

  /** One edge switch of the policy with all that its status is made of. */
  private static final class Edge {
    private final EdgeSwitch edge;
    private final Strategy strategy;
    private final DeviceEnforcer enforcer;
    private final ImmutableList<String> problems;

    Edge(EdgeSwitch edge, Strategy strategy, DeviceEnforcer enforcer, List<String> problems) {
      this.edge = edge;
      this.strategy = strategy;
      this.enforcer = enforcer;
      this.problems = ImmutableList.copyOf(problems);
    }

    DeviceStatus status() {
      Progress progress = enforcer.snapshot();
      boolean degraded = !problems.isEmpty() && progress.state() == DeviceState.INSTALLED;
      List<String> reasons = new ArrayList<>(problems);
      if (!progress.reason().isEmpty()) {
        reasons.add(0, progress.reason());
      }
      return DeviceStatus.builder()
          .setDevice(edge.device())
          .setName(edge.name())
          .setState(degraded ? DeviceState.DEGRADED : progress.state())
          .setReason(String.join("; ", reasons))
          .setStrategy(strategy)
          .setRulesWanted(progress.wanted())
          .setRulesConfirmed(progress.confirmed())
          .setRulesToRemove(progress.toRemove())
          .setCapacity(edge.capacity())
          .setLastChange(progress.lastChange())
          .build();
    }
  }
}
