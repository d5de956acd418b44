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

import com.google.common.collect.ImmutableList;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onosproject.app.ApplicationService;
import org.onosproject.cfg.ComponentConfigService;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.CoreService;
import org.onosproject.mastership.MastershipEvent;
import org.onosproject.mastership.MastershipListener;
import org.onosproject.mastership.MastershipService;
import org.onosproject.net.DeviceId;
import org.onosproject.net.device.DeviceEvent;
import org.onosproject.net.device.DeviceListener;
import org.onosproject.net.device.DeviceService;
import org.onosproject.net.flow.FlowEntry;
import org.onosproject.net.flow.FlowRuleEvent;
import org.onosproject.net.flow.FlowRuleListener;
import org.onosproject.net.flow.FlowRuleService;
import org.op25b.controller.Op25b;
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
      KEEP_BLOCKING + ":Boolean=" + KEEP_BLOCKING_DEFAULT
    })
// The fields named like properties are read by ONOS's build alone, which takes the descriptions of
// the
// properties from them; the values come from Settings.
@SuppressWarnings("UnusedVariable")
public final class EnforcementManager implements EnforcementService {
  private static final Logger log = LoggerFactory.getLogger(EnforcementManager.class);

  @Reference CoreService coreService;
  @Reference ApplicationService applicationService;
  @Reference ComponentConfigService componentConfig;
  @Reference DeviceService deviceService;
  @Reference MastershipService mastershipService;
  @Reference FlowRuleService flowRuleService;
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

  private final DeviceListener deviceListener = this::onDevice;
  private final MastershipListener mastershipListener = this::onMastership;
  private final FlowRuleListener flowRuleListener = this::onFlowRule;
  private final Runnable policyListener = this::requestEnforcement;
  private final Clock clock = Clock.systemUTC();

  /** ONOS keeps the hooks of components that have stopped meanwhile; those must do nothing. */
  private volatile boolean active;

  private ApplicationId appId;
  private volatile Settings settings;
  private volatile Worker worker;
  private volatile EdgeFleet fleet;
  private volatile Optional<Policy> enforced = Optional.empty();

  @Activate
  void activate(Map<String, ?> properties) {
    appId = coreService.registerApplication(Op25b.APP_NAME);
    componentConfig.registerProperties(getClass());
    DeactivationHook hook = new DeactivationHook(applicationService, flowRuleService, appId);
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
    log.info("Stopped");
  }

  @Modified
  void modified(Map<String, ?> properties) {
    Settings read = Settings.read(properties);
    if (!read.equals(settings)) {
      worker.stop();
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

  private void start(Settings read) {
    settings = read;
    Worker newWorker = new Worker("op25b-enforcement");
    OnosRuleWriter writer =
        new OnosRuleWriter(
            flowRuleService, newWorker, newWorker, read.enforcement().answerTimeout());
    fleet =
        new EdgeFleet(
            new OnosNetwork(deviceService, mastershipService, flowRuleService, appId),
            CompiledRules.within(read.band()),
            new RuleTranslator(appId),
            () -> new DeviceEnforcer(writer, newWorker, clock, read.enforcement()));
    worker = newWorker;
    requestEnforcement();
    newWorker.every(read.auditPeriod(), fleet::audit);
  }

  /** Many changes that come together are worked off once. */
  private void requestEnforcement() {
    worker.coalesce("policy", this::enforce);
  }

  private void enforce() {
    Optional<Policy> policy = policyInForce.policy();
    if (policy.isPresent()) {
      Instant now = clock.instant();
      fleet.enforce(policy.get(), now);
      enforced = policy;
      EdgeFleet.nextChange(policy.get(), now)
          .ifPresent(instant -> worker.at(instant, clock, this::requestEnforcement));
    }
  }

  private void deactivatedByOperator(DeactivationHook hook) {
    if (!active) {
      return;
    }
    // The worker must not put back what the hook removes.
    worker.stop();
    Set<DeviceId> driven = fleet.driven();
    fleet.abandon("the application is being deactivated");
    hook.run(settings.keepBlocking(), driven);
  }

  private void onDevice(DeviceEvent event) {
    DeviceId device = event.subject().id();
    switch (event.type()) {
      case DEVICE_AVAILABILITY_CHANGED:
        // Asked now: by the time the work is done a short absence may be over.
        if (deviceService.isAvailable(device)) {
          worker.execute(() -> fleet.reconnected(device));
        } else {
          worker.execute(() -> fleet.checkPresence(device));
        }
        break;
      case DEVICE_ADDED:
      case DEVICE_REMOVED:
      case DEVICE_SUSPENDED:
        worker.execute(() -> fleet.checkPresence(device));
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
