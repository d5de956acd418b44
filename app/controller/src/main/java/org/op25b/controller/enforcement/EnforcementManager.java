package org.op25b.controller.enforcement;

import static org.op25b.controller.enforcement.OsgiPropertyConstants.ANSWER_TIMEOUT;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.ANSWER_TIMEOUT_DEFAULT;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.AUDIT_PERIOD;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.AUDIT_PERIOD_DEFAULT;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.BATCH_SIZE;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.BATCH_SIZE_DEFAULT;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.FIRST_RETRY;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.FIRST_RETRY_DEFAULT;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.HIGHEST_PRIORITY;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.HIGHEST_PRIORITY_DEFAULT;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.KEEP_BLOCKING;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.KEEP_BLOCKING_DEFAULT;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.LONGEST_RETRY;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.LONGEST_RETRY_DEFAULT;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.LOWEST_PRIORITY;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.LOWEST_PRIORITY_DEFAULT;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.MAX_DROP_RULES;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.MAX_DROP_RULES_DEFAULT;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.RESTART_SHIELD;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.RESTART_SHIELD_DEFAULT;

import com.google.common.collect.ImmutableList;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.onosproject.app.ApplicationService;
import org.onosproject.cfg.ComponentConfigService;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.CoreService;
import org.onosproject.mastership.MastershipEvent;
import org.onosproject.mastership.MastershipListener;
import org.onosproject.mastership.MastershipService;
import org.onosproject.net.DeviceId;
import org.onosproject.net.config.NetworkConfigService;
import org.onosproject.net.device.DeviceEvent;
import org.onosproject.net.device.DeviceListener;
import org.onosproject.net.device.DeviceService;
import org.onosproject.net.driver.DriverService;
import org.onosproject.net.flow.FlowEntry;
import org.onosproject.net.flow.FlowRuleEvent;
import org.onosproject.net.flow.FlowRuleListener;
import org.onosproject.net.flow.FlowRuleService;
import org.op25b.controller.Op25b;
import org.op25b.controller.config.PolicyService;
import org.op25b.controller.inforce.PolicyInForce;
import org.op25b.policy.Policy;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects enforcement to ONOS: turns its events into work on one thread. It never removes a rule
 * because it stops: a bundle that is updated and a controller that shuts down leave the switches
 * blocking. Only {@link DeactivationHook} does.
 */
@Component(
    immediate = true,
    service = EnforcementService.class,
    property = {
      LOWEST_PRIORITY + ":Integer=" + LOWEST_PRIORITY_DEFAULT,
      HIGHEST_PRIORITY + ":Integer=" + HIGHEST_PRIORITY_DEFAULT,
      BATCH_SIZE + ":Integer=" + BATCH_SIZE_DEFAULT,
      ANSWER_TIMEOUT + ":Integer=" + ANSWER_TIMEOUT_DEFAULT,
      FIRST_RETRY + ":Integer=" + FIRST_RETRY_DEFAULT,
      LONGEST_RETRY + ":Integer=" + LONGEST_RETRY_DEFAULT,
      AUDIT_PERIOD + ":Integer=" + AUDIT_PERIOD_DEFAULT,
      KEEP_BLOCKING + ":Boolean=" + KEEP_BLOCKING_DEFAULT,
      MAX_DROP_RULES + ":Integer=" + MAX_DROP_RULES_DEFAULT,
      RESTART_SHIELD + ":Boolean=" + RESTART_SHIELD_DEFAULT
    })
// The fields named like properties are read by ONOS's build alone, which takes the descriptions of
// the
// properties from them; the values come from Settings.
@SuppressWarnings("UnusedVariable")
public final class EnforcementManager implements EnforcementService {
  private static final String FLOW_RULE_MANAGER = "org.onosproject.net.flow.impl.FlowRuleManager";
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final Duration PROOF_CHECK = Duration.ofSeconds(1);
  private static final Duration PROOF_PERIOD = Duration.ofSeconds(60);
  private static final Duration LONGEST_WITHDRAWAL = Duration.ofSeconds(60);
  private static final Duration WITHDRAWAL_CHECK = Duration.ofMillis(20);
  private static final Logger log = LoggerFactory.getLogger(EnforcementManager.class);

  @Reference CoreService coreService;
  @Reference ApplicationService applicationService;
  @Reference ComponentConfigService componentConfig;
  @Reference DeviceService deviceService;
  @Reference MastershipService mastershipService;
  @Reference FlowRuleService flowRuleService;
  @Reference DriverService driverService;
  @Reference NetworkConfigService networkConfig;
  @Reference PolicyService policyService;
  @Reference PolicyInForce policyInForce;

  /** Lowest priority of the rules; above 40000, which ONOS's own packet requests use. */
  private int lowestPriority = LOWEST_PRIORITY_DEFAULT;

  /** Highest priority of the rules, at most 65535. */
  private int highestPriority = HIGHEST_PRIORITY_DEFAULT;

  /** Rules in one request to a switch; smaller for switches that are slow to take rules. */
  private int batchSize = BATCH_SIZE_DEFAULT;

  /** Milliseconds that a switch may take to confirm one request. */
  private int answerTimeoutMillis = ANSWER_TIMEOUT_DEFAULT;

  /** Milliseconds before a failed request is first tried again; doubled each time. */
  private int firstRetryMillis = FIRST_RETRY_DEFAULT;

  /** Longest wait, in milliseconds, before a failed request is tried again. */
  private int longestRetryMillis = LONGEST_RETRY_DEFAULT;

  /** Milliseconds between comparisons of the wanted rules with those in the flow rule store. */
  private int auditPeriodMillis = AUDIT_PERIOD_DEFAULT;

  /** Leave the rules on the switches when an operator deactivates the application. */
  private boolean keepBlockingWhenDeactivated = KEEP_BLOCKING_DEFAULT;

  /** Most rules that strategy subtract may need on one switch; more burn the controller's time. */
  private int maxDropRules = MAX_DROP_RULES_DEFAULT;

  /** Keep ONOS from deleting unknown rules (allowExtraneousRules), so that ours outlive it. */
  private boolean restartShield = RESTART_SHIELD_DEFAULT;

  private final DeviceListener deviceListener = this::onDevice;
  private final MastershipListener mastershipListener = this::onMastership;
  private final FlowRuleListener flowRuleListener = this::onFlowRule;
  private final Runnable policyListener = this::requestEnforcement;
  private final Clock clock = Clock.systemUTC();

  /** ONOS keeps the hooks of components that have stopped meanwhile; those must do nothing. */
  private volatile boolean active;

  /** Set when an operator has deactivated the application: there is nothing to enforce. */
  private volatile boolean withdrawn;

  private ApplicationId appId;
  private volatile Settings settings;
  private volatile Worker worker;

  /** Proofs take long: they must not keep the enforcing thread waiting. */
  private volatile Worker prover;

  private volatile EdgeFleet fleet;
  private volatile OnosNetwork network;
  private volatile RestartShield shield;
  private volatile Optional<Policy> enforced = Optional.empty();

  @Activate
  void activate(Map<String, ?> properties) {
    appId = coreService.registerApplication(Op25b.APP_NAME);
    componentConfig.registerProperties(getClass());
    DeactivationHook hook = new DeactivationHook(applicationService, appId);
    applicationService.registerDeactivateHook(appId, () -> deactivatedByOperator(hook));
    start(Settings.read(properties));
    policyInForce.addListener(policyListener);
    deviceService.addListener(deviceListener);
    mastershipService.addListener(mastershipListener);
    flowRuleService.addListener(flowRuleListener);
    active = true;
    log.info("Started");
  }

  @Deactivate
  void deactivate() {
    active = false;
    policyInForce.removeListener(policyListener);
    deviceService.removeListener(deviceListener);
    mastershipService.removeListener(mastershipListener);
    flowRuleService.removeListener(flowRuleListener);
    componentConfig.unregisterProperties(getClass(), false);
    worker.stop();
    prover.stop();
    log.info("Stopped");
  }

  @Modified
  void modified(Map<String, ?> properties) {
    Settings read = Settings.read(properties);
    if (!read.equals(settings)) {
      worker.stop();
      prover.stop();
      start(read);
    }
  }

  @Override
  public boolean upToDate() {
    return enforced.equals(policyInForce.policy());
  }

  @Override
  public List<DeviceStatus> devices() {
    return fleet.statuses();
  }

  @Override
  public Collection<FlowEntry> rules(DeviceId device) {
    ImmutableList.Builder<FlowEntry> rules = ImmutableList.builder();
    for (FlowEntry entry : flowRuleService.getFlowEntries(device)) {
      if (entry.appId() == appId.id()) {
        rules.add(entry);
      }
    }
    return rules.build();
  }

  @Override
  public List<ProofReport> verify() {
    ImmutableList.Builder<ProofReport> reports = ImmutableList.builder();
    fleet.plans().forEach((device, plan) -> reports.add(prove(device, plan, entries(device))));
    return reports.build();
  }

  private ProofReport prove(DeviceId device, EdgePlan plan, ImmutableList<FlowEntry> entries) {
    ProofReport report =
        new EdgeProver(new ReadBack(coreService, appId))
            .prove(device, plan, entries, clock.instant());
    if (!report.isProven()) {
      log.warn("{} does not do what the policy says: {}", device, report.differences());
    }
    // What is not yet read back says nothing about the switch.
    if (EdgeProver.isReadBack(plan, entries)) {
      fleet.proven(plan, report);
    }
    return report;
  }

  private ImmutableList<FlowEntry> entries(DeviceId device) {
    return ImmutableList.copyOf(flowRuleService.getFlowEntries(device));
  }

  /** Proves what has been read back since it changed, and everything from time to time. */
  private void proveWhatIsDue() {
    Map<DeviceId, EdgePlan> due = fleet.unproven(clock.instant().minus(PROOF_PERIOD));
    due.forEach(
        (device, plan) -> {
          ImmutableList<FlowEntry> entries = entries(device);
          if (EdgeProver.isReadBack(plan, entries)) {
            prove(device, plan, entries);
          }
        });
  }

  @Override
  public void uninstall() {
    policyService.forget();
    requestEnforcement();
    // When the policy is gone, forwarding goes where drivers of ONOS put it.
    worker.execute(new GateDriverRemoval(networkConfig, deviceService)::run);
    worker.execute(
        () -> {
          if (fleet.driversHaveChanged()) {
            requestEnforcement();
          }
        });
  }

  private void start(Settings read) {
    settings = read;
    Worker newWorker = new Worker("op25b-enforcement");
    OnosRuleWriter writer =
        new OnosRuleWriter(
            flowRuleService, newWorker, newWorker, read.enforcement().answerTimeout());
    network =
        new OnosNetwork(
            deviceService, mastershipService, flowRuleService, driverService, coreService, appId);
    shield = new RestartShield(this::allowExtraneousRules, newWorker);
    newWorker.execute(shield::raise);
    fleet =
        new EdgeFleet(
            network,
            new EdgePlanner(
                CompiledRules.within(read.band()),
                new RuleTranslator(appId),
                appId,
                read.maxDropRules()),
            appId,
            () -> new DeviceEnforcer(writer, newWorker, clock, read.enforcement()));
    worker = newWorker;
    Worker newProver = new Worker("op25b-proof");
    prover = newProver;
    requestEnforcement();
    newWorker.every(read.auditPeriod(), this::audit);
    newWorker.every(LOOK_AGAIN, () -> fleet.lookAgain());
    newProver.every(PROOF_CHECK, this::proveWhatIsDue);
  }

  /** Many changes that come together are worked off once. */
  private void requestEnforcement() {
    worker.coalesce("policy", this::enforce);
  }

  private void enforce() {
    Optional<Policy> policy = withdrawn ? Optional.empty() : policyInForce.policy();
    Instant now = clock.instant();
    fleet.enforce(policy, now);
    enforced = policy;
    policy
        .flatMap(present -> EdgeFleet.nextChange(present, now))
        .ifPresent(instant -> worker.at(instant, clock, this::requestEnforcement));
  }

  private void allowExtraneousRules(boolean allowed) {
    if (settings.restartShield()) {
      componentConfig.setProperty(
          FLOW_RULE_MANAGER, "allowExtraneousRules", Boolean.toString(allowed));
    }
  }

  private void audit() {
    fleet.audit();
    Set<DeviceId> driven = fleet.driven();
    shield.look(!driven.isEmpty() && fleet.settled(), network.stranger(driven));
    if (fleet.driversHaveChanged()) {
      requestEnforcement();
    }
  }

  /** A driver may come before or after the switch, and change while it is connected. */
  private void look(Runnable atPresence) {
    worker.execute(
        () -> {
          if (fleet.driversHaveChanged()) {
            fleet.enforce(enforced, clock.instant());
          }
          atPresence.run();
        });
  }

  private void deactivatedByOperator(DeactivationHook hook) {
    if (!active) {
      return;
    }
    hook.run(
        settings.keepBlocking(),
        () -> {
          withdraw();
          allowExtraneousRules(false);
        });
    // The worker must not put back what the hook has removed.
    worker.stop();
    prover.stop();
    fleet.abandon("the application is being deactivated");
  }

  /**
   * Removes the guards, in order. Switches whose driver is ours keep the passage to the table where
   * everybody's forwarding is, for that stays there.
   */
  private void withdraw() {
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
  }

  private void countDownWhenSettled(CountDownLatch done) {
    if (fleet.settled()) {
      done.countDown();
    }
  }

  private void onDevice(DeviceEvent event) {
    DeviceId device = event.subject().id();
    switch (event.type()) {
      case DEVICE_AVAILABILITY_CHANGED:
        // Asked now: by the time the work is done a short absence may be over.
        if (deviceService.isAvailable(device)) {
          look(() -> fleet.reconnected(device));
        } else {
          look(() -> fleet.checkPresence(device));
        }
        break;
      case DEVICE_ADDED:
      case DEVICE_REMOVED:
      case DEVICE_SUSPENDED:
      case DEVICE_UPDATED:
        look(() -> fleet.checkPresence(device));
        break;
      default:
        break;
    }
  }

  private void onMastership(MastershipEvent event) {
    worker.execute(() -> fleet.checkPresence(event.subject()));
  }

  private void onFlowRule(FlowRuleEvent event) {
    if (event.type() == FlowRuleEvent.Type.RULE_REMOVED && event.subject().appId() == appId.id()) {
      worker.execute(() -> fleet.ruleRemoved(event.subject()));
    }
  }
}
