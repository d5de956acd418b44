package org.op25b.controller.enforcement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.onosproject.core.ApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.FlowRuleService;
import org.op25b.controller.inforce.PolicyInForce;
import org.op25b.policy.Policy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enforcement with one set of settings, from {@link #begin} to {@link #stop}: whatever happens
 * becomes work on one thread. Proofs take long and have a thread of their own. All methods may be
 * called from any thread and, but for {@link #verify}, {@link #withdraw} and {@link #stop}, return
 * at once.
 */
final class EnforcementRun {
  private static final Duration METERS_AGAIN = Duration.ofMillis(200);
  private static final Duration PROOF_CHECK = Duration.ofSeconds(1);
  private static final Duration LONGEST_WITHDRAWAL = Duration.ofSeconds(60);
  private static final Duration WITHDRAWAL_CHECK = Duration.ofMillis(20);
  private static final Logger log = LoggerFactory.getLogger(EnforcementRun.class);

  private final Settings settings;
  private final ApplicationId appId;
  private final OnosNetwork network;
  private final RateMeters meters;
  private final PolicyInForce policyInForce;
  private final RestartShield.Property allowExtraneousRules;
  private final Clock clock = Clock.systemUTC();
  private final Worker worker = new Worker("op25b-enforcement");
  private final Worker prover = new Worker("op25b-proof");
  private final EdgeFleet fleet;
  private final ProofRounds proofs;
  private final RestartShield shield;

  /** Set when an operator has deactivated the application: there is nothing to enforce. */
  private volatile boolean withdrawn;

  private volatile Optional<Policy> enforced = Optional.empty();

  /**
   * A run that has not begun.
   *
   * @param allowExtraneousRules the property of ONOS that keeps it from deleting unknown rules
   */
  EnforcementRun(
      Settings settings,
      ApplicationId appId,
      OnosNetwork network,
      FlowRuleService flowRules,
      RateMeters meters,
      ReadBack readBack,
      PolicyInForce policyInForce,
      RestartShield.Property allowExtraneousRules) {
    this.settings = settings;
    this.appId = appId;
    this.network = network;
    this.meters = meters;
    this.policyInForce = policyInForce;
    this.allowExtraneousRules =
        settings.restartShield() ? allowExtraneousRules : RestartShield.Property.NONE;
    OnosRuleWriter writer = new OnosRuleWriter(flowRules, worker, worker, clock);
    fleet =
        new EdgeFleet(
            network,
            planner(meters),
            appId,
            () -> new DeviceEnforcer(writer, worker, clock, settings.enforcement()),
            worker);
    proofs = new ProofRounds(flowRules, new EdgeProver(readBack, meters), fleet, clock);
    shield = new RestartShield(this.allowExtraneousRules, worker);
  }

  private EdgePlanner planner(RateMeters rateMeters) {
    return new EdgePlanner(
        CompiledRules.within(settings.band(), settings.countersPerPool()),
        new RuleTranslator(appId, rateMeters),
        appId,
        settings.maxDropRules());
  }

  void begin() {
    worker.execute(shield::raise);
    requestEnforcement();
    prover.every(settings.auditPeriod(), this::look);
    worker.every(METERS_AGAIN, this::planAgainForMeters);
    prover.every(PROOF_CHECK, proofs::proveWhatIsDue);
  }

  /** Ends after the task that is running now; the switches keep what they have. */
  void stop() {
    worker.stop();
    prover.stop();
  }

  Settings settings() {
    return settings;
  }

  /** Many changes that come together are worked off once. */
  void requestEnforcement() {
    worker.coalesce("policy", this::enforce);
  }

  /** The policy that {@link #statuses} speaks of. */
  Optional<Policy> enforced() {
    return enforced;
  }

  List<DeviceStatus> statuses() {
    return fleet.statuses();
  }

  /** Returns the plans of the edge switches that this node drives. */
  Map<DeviceId, EdgePlan> plans() {
    return fleet.plans();
  }

  /** Proves every switch that this node drives. */
  List<ProofReport> verify() {
    return proofs.all();
  }

  /** Says what {@code policy} would change on the switches, against the one in force. */
  List<EdgeForecast> forecast(Policy policy) {
    // Planners remember what they wrote: this one must not think that it has written the forecast.
    return new Forecaster(planner(RateMeters.ASSUMED), network::devicesWithGateDriver)
        .forecast(policyInForce.policy(), policy, clock.instant());
  }

  /** A switch may have come, gone or got another driver. */
  void deviceChanged(DeviceId device) {
    worker.execute(
        () -> {
          enforceIfDriversHaveChanged();
          fleet.checkPresence(device);
        });
  }

  /** A switch has connected, perhaps after an absence too short to be seen. */
  void deviceConnected(DeviceId device) {
    worker.execute(
        () -> {
          enforceIfDriversHaveChanged();
          fleet.reconnected(device);
        });
  }

  /** Another node may drive the switch from now on, or this one. */
  void masterChanged(DeviceId device) {
    worker.execute(() -> fleet.checkPresence(device));
  }

  /** Somebody has removed one of the application's rules from ONOS's store. */
  void ruleRemoved(FlowRule rule) {
    worker.execute(() -> fleet.ruleRemoved(rule));
  }

  /** Does something that may change drivers, and what follows from that. */
  void changeDrivers(Runnable change) {
    worker.execute(change);
    worker.execute(this::enforceIfDriversHaveChanged);
  }

  /**
   * Removes the guards, in order, and waits for that. Switches whose driver is ours keep the
   * passage to the table where everybody's forwarding is, for that stays there.
   */
  void withdraw() {
    CountDownLatch done = new CountDownLatch(1);
    withdrawn = true;
    worker.execute(
        () -> {
          enforce();
          worker.every(WITHDRAWAL_CHECK, () -> countDownWhenSettled(done));
        });
    try {
      if (done.await(LONGEST_WITHDRAWAL.toMillis(), TimeUnit.MILLISECONDS)) {
        log.info("Deactivated: the rules are removed");
      } else {
        log.warn("Deactivated: some switch has not confirmed the removal of its rules");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    allowExtraneousRules.set(false);
  }

  /** Stops for good; {@code why} is what the statuses say from now on. */
  void abandon(String why) {
    stop();
    fleet.abandon(why);
  }

  private void countDownWhenSettled(CountDownLatch done) {
    if (fleet.settled()) {
      done.countDown();
    }
  }

  private void enforce() {
    Optional<Policy> policy = withdrawn ? Optional.empty() : policyInForce.policy();
    Instant now = clock.instant();
    fleet.enforce(policy, now);
    enforced = policy;
    fleet
        .nextChange()
        .ifPresent(instant -> worker.nextAt(instant, clock, this::requestEnforcement));
  }

  /** A driver may come before or after the switch, and change while it is connected. */
  private void enforceIfDriversHaveChanged() {
    if (fleet.driversHaveChanged()) {
      fleet.enforce(enforced, clock.instant());
    }
  }

  /** A meter comes some time after it was asked for, and tells nobody. */
  private void planAgainForMeters() {
    if (meters.haveCome()) {
      fleet.enforce(enforced, clock.instant());
    }
  }

  /** What takes long is read here, beside the thread that enforces. */
  private void look() {
    Set<DeviceId> asPlanned = fleet.asPlanned();
    Optional<String> stranger = network.stranger(fleet.driven());
    worker.execute(() -> audit(asPlanned, stranger));
  }

  private void audit(Set<DeviceId> asPlanned, Optional<String> stranger) {
    fleet.audit(asPlanned);
    shield.look(!fleet.driven().isEmpty() && fleet.settled(), stranger);
    enforceIfDriversHaveChanged();
  }
}
