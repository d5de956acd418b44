package org.op25b.controller.enforcement;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.onosproject.core.ApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowRule;
import org.op25b.policy.EdgePolicies;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Policy;
import org.op25b.policy.Strategy;

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

    /**
     * Returns the application's rules in ONOS's store, without those that are being removed; empty
     * while the store is not ready, for it learns of a new master on its own, sometimes later.
     */
    Optional<Set<FlowRule>> stored(DeviceId device);

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
     * forwarding, each with its copy there; none while ONOS's store is not ready.
     */
    Map<FlowRule, FlowRule> misplaced(DeviceId device, boolean behindGate);

    /** Returns the name of the application that owns a rule. */
    String ownerOf(FlowRule rule);
  }

  /** How often a switch is looked at whose plan changes meanwhile. */
  private static final int LOOKS = 3;

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
  private final EdgePolicies policies = new EdgePolicies();
  private final OthersForwarding forwarding;
  private final Proofs proofs = new Proofs();

  /** Switches that this node has driven before, in this run. */
  private final Set<DeviceId> seen = new HashSet<>();

  private final UnreadyStores unready;

  /** Whether it is known which switches hold rules of an earlier run. */
  private boolean begun;

  private Set<DeviceId> expected = ImmutableSet.of();
  private volatile Set<DeviceId> gateDriven = ImmutableSet.of();

  /** Switches with strategy gate, where a rule of others before the gate has no effect. */
  private Set<DeviceId> gated = ImmutableSet.of();

  /** What {@link #statuses} reads; replaced whole. */
  private volatile ImmutableList<Edge> edges = ImmutableList.of();

  EdgeFleet(
      Network network,
      EdgePlanner planner,
      ApplicationId appId,
      EnforcerFactory factory,
      Connection.Scheduler scheduler) {
    this.network = network;
    this.planner = planner;
    this.appId = appId;
    this.factory = factory;
    this.forwarding = new OthersForwarding(network);
    this.unready = new UnreadyStores(scheduler, this::checkPresence);
  }

  /**
   * Makes {@code policy}, as it stands at {@code instant}, what every edge switch should enforce.
   */
  void enforce(Policy policy, Instant instant) {
    enforce(Optional.of(policy), instant);
  }

  /** Does so, or enforces nothing when there is no policy. */
  void enforce(Optional<Policy> policy, Instant instant) {
    Set<DeviceId> expectedBefore = expected;
    Set<DeviceId> gateDrivenBefore = gateDriven;
    expected =
        policy.map(Policy::edges).orElse(ImmutableList.of()).stream()
            .map(EdgeSwitch::device)
            .collect(ImmutableSet.toImmutableSet());
    gateDriven = network.devicesWithGateDriver(expected);
    Set<DeviceId> otherDriver =
        ImmutableSet.copyOf(Sets.symmetricDifference(gateDrivenBefore, gateDriven));
    otherDriver.forEach(forwarding::mayMove);
    Set<DeviceId> others = new HashSet<>(enforcers.keySet());
    // To read all rules takes long, and a new exemption must not: it changes no switch's role.
    if (!begun || !otherDriver.isEmpty() || !expected.equals(expectedBefore)) {
      others.addAll(network.devicesWithRules());
      begun = true;
    }
    others.addAll(gateDriven);
    ImmutableList.Builder<Edge> now = ImmutableList.builder();
    ImmutableSet.Builder<DeviceId> gatedNow = ImmutableSet.builder();
    for (EdgeSwitch edge : policy.map(Policy::edges).orElse(ImmutableList.of())) {
      DeviceId device = edge.device();
      others.remove(device);
      EdgePlan plan =
          planner.plan(
              edge, policies.at(policy.get(), device), gateDriven.contains(device), instant);
      DeviceEnforcer enforcer = enforcer(device);
      boolean moves = forwardingMoves(device, otherDriver);
      if (plan.strategy() == Strategy.GATE) {
        gatedNow.add(device);
        if (!gated.contains(device)) {
          forwarding.mayMove(device);
          moves = true;
        }
      } else if (!moves && gated.contains(device)) {
        forwarding.stays(device);
      }
      want(device, enforcer, plan.wanted(), moves);
      now.add(new Edge(edge, plan, enforcer));
    }
    for (DeviceId device : others) {
      want(
          device,
          enforcer(device),
          Optional.of(
              gateDriven.contains(device)
                  ? Wanted.of(ImmutableList.of(Gate.passage(device, appId)))
                  : Wanted.NOTHING),
          forwardingMoves(device, otherDriver));
    }
    edges = now.build();
    gated = gatedNow.build();
    planner.keepOnly(expected);
    policies.keepOnly(expected);
    ImmutableList.copyOf(enforcers.keySet()).forEach(this::checkPresence);
  }

  /** Whether the driver of a switch has changed while this node drove it. */
  private boolean forwardingMoves(DeviceId device, Set<DeviceId> otherDriver) {
    return seen.contains(device) && otherDriver.contains(device);
  }

  private void want(
      DeviceId device, DeviceEnforcer enforcer, Optional<Wanted> wanted, boolean forwardingMoves) {
    if (wanted.isPresent()) {
      if (forwardingMoves) {
        placeForwarding(device, enforcer);
      }
      enforcer.want(wanted.get());
    }
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
      unready.remove(device);
      enforcer.absent(absence.get());
    } else if (!driven.contains(device)) {
      network
          .stored(device)
          .ifPresentOrElse(
              stored -> takeUp(device, enforcer, stored), () -> askAgain(device, enforcer));
    }
  }

  private void takeUp(DeviceId device, DeviceEnforcer enforcer, Set<FlowRule> stored) {
    boolean known = !seen.contains(device) && network.holdsWhatIsStored(device);
    seen.add(device);
    driven.add(device);
    unready.remove(device);
    enforcer.connected(stored, known);
    if (gateDriven.contains(device) && !gated.contains(device)) {
      forwarding.stays(device);
    } else {
      forwarding.mayMove(device);
    }
    placeForwarding(device, enforcer);
  }

  private void askAgain(DeviceId device, DeviceEnforcer enforcer) {
    enforcer.absent("ONOS's flow rule store is not ready");
    unready.add(device);
  }

  private void placeForwarding(DeviceId device, DeviceEnforcer enforcer) {
    forwarding.place(device, enforcer, gateDriven.contains(device), gated.contains(device));
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

  /**
   * Returns driven switches that need no audit: ONOS's store has exactly what they should hold, and
   * others' rules are where they belong. To look takes long where there are many rules, so this may
   * be asked from any thread, while changes go on.
   */
  Set<DeviceId> asPlanned() {
    return edges.stream()
        .map(Edge::device)
        .filter(driven::contains)
        .filter(this::isAsPlanned)
        .collect(ImmutableSet.toImmutableSet());
  }

  private boolean isAsPlanned(DeviceId device) {
    for (int look = 0; look < LOOKS; look++) {
      ImmutableList<Edge> seen = edges;
      Optional<Edge> edge = seen.stream().filter(one -> one.device().equals(device)).findAny();
      if (edge.isEmpty()) {
        return false;
      }
      if (edge.get().holds(network.stored(device))
          && network.misplaced(device, gateDriven.contains(device)).isEmpty()) {
        return true;
      }
      if (seen == edges) {
        return false;
      }
      // What differs may be what has changed meanwhile.
    }
    return false;
  }

  /**
   * Compares driven switches with ONOS's store, and looks whether others can be driven.
   *
   * @param asPlanned those of which a moment ago all was well, see {@link #asPlanned()}
   */
  void audit(Set<DeviceId> asPlanned) {
    for (DeviceId device : ImmutableList.copyOf(enforcers.keySet())) {
      if (!driven.contains(device)) {
        checkPresence(device);
        continue;
      }
      forwarding.audited(device);
      if (asPlanned.contains(device)) {
        forwarding.inPlace(device);
        continue;
      }
      DeviceEnforcer enforcer = enforcers.get(device);
      network.stored(device).ifPresent(enforcer::audit);
      placeForwarding(device, enforcer);
    }
  }

  /** Returns the plans of the driven edge switches; may be asked from any thread. */
  ImmutableMap<DeviceId, EdgePlan> plans() {
    return plansOf(edge -> true);
  }

  /** Returns those whose rules are all confirmed and whose proof is due at {@code now}. */
  ImmutableMap<DeviceId, EdgePlan> unproven(Instant now) {
    return plansOf(
        edge -> {
          Progress progress = edge.progress();
          return progress.state() == DeviceState.INSTALLED
              && proofs.isDue(edge.device(), edge.plan(), progress, now);
        });
  }

  private ImmutableMap<DeviceId, EdgePlan> plansOf(Predicate<Edge> which) {
    return edges.stream()
        .filter(edge -> driven.contains(edge.device()) && edge.plan().wanted().isPresent())
        .filter(which)
        .collect(ImmutableMap.toImmutableMap(Edge::device, Edge::plan));
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
    return edges.stream()
        .map(edge -> edge.status(proofs, forwarding.stray(edge.device())))
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * Returns when the clock alone may change what some switch should hold, or what is said of it;
   * empty for never.
   */
  Optional<Instant> nextChange() {
    return edges.stream()
        .map(edge -> edge.plan().nextChange())
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  private DeviceEnforcer enforcer(DeviceId device) {
    return enforcers.computeIfAbsent(device, unused -> factory.create());
  }
}
