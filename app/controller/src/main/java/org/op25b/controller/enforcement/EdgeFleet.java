package org.op25b.controller.enforcement;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.onosproject.core.ApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowRule;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Exemption;
import org.op25b.policy.Policy;

/**
 * The enforcers of all edge switches. A switch that the policy no longer names keeps its enforcer
 * until its rules are gone; a switch whose driver puts forwarding behind the gate is let through
 * although no policy names it. All methods but {@link #statuses} run on one executor.
 */
final class EdgeFleet {
  /** What the fleet asks of the network. */
  interface Network {
    /** Returns why this node cannot drive the device now; empty when it can. */
    Optional<String> absence(DeviceId device);

    /** Returns the application's rules in ONOS's store, without those that are being removed. */
    Set<FlowRule> stored(DeviceId device);

    /** Whether the switch has been read and found to hold exactly the stored rules. */
    boolean holdsWhatIsStored(DeviceId device);

    /** Returns devices, edge switches or not, that hold rules of the application. */
    Set<DeviceId> devicesWithRules();

    /**
     * Returns devices whose driver puts everybody's forwarding behind the gate.
     *
     * @param expected devices that may not have connected yet
     */
    Set<DeviceId> devicesWithGateDriver(Set<DeviceId> expected);

    /**
     * Returns rules of other applications that are not in the table where the device's driver puts
     * forwarding, each with its copy there.
     */
    Map<FlowRule, FlowRule> misplaced(DeviceId device, boolean behindGate);

    /** Returns the name of the application that owns a rule. */
    String ownerOf(FlowRule rule);
  }

  /**
   * For how many audits after a change forwarding is moved: some of what was on its way under the
   * driver of before may arrive late. Later rules are written past the driver on purpose.
   */
  private static final int AUDITS_THAT_MOVE = 2;

  /** Makes the enforcer of a new edge switch. */
  interface EnforcerFactory {
    DeviceEnforcer create();
  }

  private final Network network;
  private final EdgePlanner planner;
  private final ApplicationId appId;
  private final EnforcerFactory factory;
  private final Map<DeviceId, DeviceEnforcer> enforcers = new LinkedHashMap<>();
  private final Set<DeviceId> driven = ConcurrentHashMap.newKeySet();
  private final Proofs proofs = new Proofs();

  /** Switches that this node has driven before, in this run. */
  private final Set<DeviceId> seen = new HashSet<>();

  private final Map<DeviceId, Integer> audits = new HashMap<>();
  private final Map<DeviceId, String> strays = new ConcurrentHashMap<>();

  private Set<DeviceId> expected = ImmutableSet.of();
  private Set<DeviceId> gateDriven = ImmutableSet.of();

  /** What {@link #statuses} reads; replaced whole. */
  private volatile ImmutableList<Edge> edges = ImmutableList.of();

  EdgeFleet(Network network, EdgePlanner planner, ApplicationId appId, EnforcerFactory factory) {
    this.network = network;
    this.planner = planner;
    this.appId = appId;
    this.factory = factory;
  }

  /**
   * Makes {@code policy}, as it stands at {@code instant}, what every edge switch should enforce.
   */
  void enforce(Policy policy, Instant instant) {
    enforce(Optional.of(policy), instant);
  }

  /** Does so, or enforces nothing when there is no policy. */
  void enforce(Optional<Policy> policy, Instant instant) {
    Set<DeviceId> before = gateDriven;
    expected =
        policy.map(Policy::edges).orElse(ImmutableList.of()).stream()
            .map(EdgeSwitch::device)
            .collect(ImmutableSet.toImmutableSet());
    gateDriven = network.devicesWithGateDriver(expected);
    Sets.symmetricDifference(before, gateDriven).forEach(audits::remove);
    Set<DeviceId> others = new HashSet<>(enforcers.keySet());
    others.addAll(network.devicesWithRules());
    others.addAll(gateDriven);
    ImmutableList.Builder<Edge> now = ImmutableList.builder();
    for (EdgeSwitch edge : policy.map(Policy::edges).orElse(ImmutableList.of())) {
      DeviceId device = edge.device();
      others.remove(device);
      EdgePlan plan =
          planner.plan(edge, policy.get().at(device), gateDriven.contains(device), instant);
      DeviceEnforcer enforcer = enforcer(device);
      plan.wanted().ifPresent(wanted -> want(device, enforcer, wanted));
      now.add(new Edge(edge, plan, enforcer));
    }
    for (DeviceId device : others) {
      want(
          device,
          enforcer(device),
          gateDriven.contains(device)
              ? Wanted.of(ImmutableList.of(Gate.passage(device, appId)))
              : Wanted.NOTHING);
    }
    edges = now.build();
    ImmutableList.copyOf(enforcers.keySet()).forEach(this::checkPresence);
  }

  private void want(DeviceId device, DeviceEnforcer enforcer, Wanted wanted) {
    moveForwarding(device, enforcer);
    enforcer.want(wanted);
  }

  /** Whether drivers have changed since the last {@link #enforce}. */
  boolean driversHaveChanged() {
    return !gateDriven.equals(network.devicesWithGateDriver(expected));
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
    } else if (!driven.contains(device)) {
      // Asked first: what cannot be read now is not driven, and is looked at again.
      Set<FlowRule> stored = network.stored(device);
      boolean known = !seen.contains(device) && network.holdsWhatIsStored(device);
      seen.add(device);
      driven.add(device);
      enforcer.connected(stored, known);
      audits.remove(device);
      moveForwarding(device, enforcer);
    }
  }

  /** Takes up switches that this node has come to drive without any event that says so. */
  void lookAgain() {
    for (DeviceId device : ImmutableList.copyOf(enforcers.keySet())) {
      if (!driven.contains(device) && network.absence(device).isEmpty()) {
        checkPresence(device);
      }
    }
  }

  private void moveForwarding(DeviceId device, DeviceEnforcer enforcer) {
    Map<FlowRule, FlowRule> misplaced = network.misplaced(device, gateDriven.contains(device));
    if (audits.getOrDefault(device, 0) < AUDITS_THAT_MOVE) {
      enforcer.move(misplaced);
    } else if (misplaced.isEmpty()) {
      strays.remove(device);
    } else {
      FlowRule one = misplaced.keySet().iterator().next();
      strays.put(
          device,
          String.format(
              "%d rules before the gate without effect, for they were not written by flow"
                  + " objectives; one is application %s's in table %d",
              misplaced.size(), network.ownerOf(one), Effect.table(one)));
    }
  }

  /** The device has connected anew, perhaps without the rules that it had. */
  void reconnected(DeviceId device) {
    driven.remove(device);
    seen.add(device);
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
      DeviceEnforcer enforcer = enforcers.get(device);
      enforcer.audit(network.stored(device));
      audits.merge(device, 1, Integer::sum);
      moveForwarding(device, enforcer);
    }
  }

  /** Returns the plans of the driven edge switches; may be asked from any thread. */
  ImmutableMap<DeviceId, EdgePlan> plans() {
    ImmutableMap.Builder<DeviceId, EdgePlan> plans = ImmutableMap.builder();
    for (Edge edge : edges) {
      if (driven.contains(edge.edge.device()) && edge.plan.wanted().isPresent()) {
        plans.put(edge.edge.device(), edge.plan);
      }
    }
    return plans.build();
  }

  /** Returns those whose rules are all confirmed and that have not been proven since {@code at}. */
  ImmutableMap<DeviceId, EdgePlan> unproven(Instant at) {
    ImmutableMap.Builder<DeviceId, EdgePlan> due = ImmutableMap.builder();
    Set<DeviceId> planned = plans().keySet();
    for (Edge edge : edges) {
      Progress progress = edge.enforcer.snapshot();
      if (planned.contains(edge.edge.device())
          && progress.state() == DeviceState.INSTALLED
          && proofs
              .of(edge.edge.device(), edge.plan, progress)
              .filter(report -> report.at().isAfter(at))
              .isEmpty()) {
        due.put(edge.edge.device(), edge.plan);
      }
    }
    return due.build();
  }

  /** Takes in what came out when a switch was compared with its plan; from any thread. */
  void proven(EdgePlan plan, ProofReport report) {
    proofs.put(plan, report);
  }

  /** Whether every driven switch has confirmed all that was asked of it. */
  boolean settled() {
    return driven.stream()
        .allMatch(device -> enforcers.get(device).snapshot().state() == DeviceState.INSTALLED);
  }

  /**
   * Ceases to drive any switch; {@code why} is what the statuses say from now on, for nobody
   * watches the rules any more.
   */
  void abandon(String why) {
    driven.clear();
    enforcers.values().forEach(enforcer -> enforcer.absent(why));
  }

  /** The switches that this node drives. */
  Set<DeviceId> driven() {
    return ImmutableSet.copyOf(driven);
  }

  /** Returns how every edge switch of the policy stands; may be asked from any thread. */
  List<DeviceStatus> statuses() {
    List<DeviceStatus> statuses = new ArrayList<>();
    edges.forEach(edge -> statuses.add(edge.status(this)));
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

  private DeviceEnforcer enforcer(DeviceId device) {
    return enforcers.computeIfAbsent(device, unused -> factory.create());
  }

  /** One edge switch of the policy with all that its status is made of. */
  private static final class Edge {
    private final EdgeSwitch edge;
    private final EdgePlan plan;
    private final DeviceEnforcer enforcer;

    Edge(EdgeSwitch edge, EdgePlan plan, DeviceEnforcer enforcer) {
      this.edge = edge;
      this.plan = plan;
      this.enforcer = enforcer;
    }

    DeviceStatus status(EdgeFleet fleet) {
      Progress progress = enforcer.snapshot();
      Optional<ProofReport> proof = fleet.proofs.of(edge.device(), plan, progress);
      List<String> reasons = new ArrayList<>();
      if (!progress.reason().isEmpty()) {
        reasons.add(progress.reason());
      }
      reasons.addAll(plan.problems());
      proof.ifPresent(report -> reasons.addAll(report.differences()));
      proof.ifPresent(report -> reasons.addAll(report.interference()));
      reasons.addAll(plan.notes());
      Optional.ofNullable(fleet.strays.get(edge.device())).ifPresent(reasons::add);
      return DeviceStatus.builder()
          .setDevice(edge.device())
          .setName(edge.name())
          .setState(state(progress, proof))
          .setReason(String.join("; ", reasons))
          .setStrategy(plan.strategy())
          .setWhyStrategy(plan.why())
          .setRulesWanted(progress.wanted())
          .setRulesConfirmed(progress.confirmed())
          .setRulesToRemove(progress.toRemove())
          .setMasks(plan.masks())
          .setCapacity(edge.capacity())
          .setLastChange(progress.lastChange())
          .setLastProof(proof.filter(ProofReport::isProven).map(ProofReport::at))
          .build();
    }

    private DeviceState state(Progress progress, Optional<ProofReport> proof) {
      if (plan.wanted().isEmpty()) {
        return DeviceState.DEGRADED;
      }
      if (progress.state() != DeviceState.INSTALLED) {
        return progress.state();
      }
      boolean failed =
          proof
              .filter(report -> !report.isProven() || !report.interference().isEmpty())
              .isPresent();
      if (failed || !plan.problems().isEmpty()) {
        return DeviceState.DEGRADED;
      }
      if (proof.isEmpty()) {
        return DeviceState.INSTALLED;
      }
      return plan.monitors() ? DeviceState.MONITORING : DeviceState.ENFORCED;
    }
  }
}
