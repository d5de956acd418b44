package org.op25b.controller.enforcement;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.ANSWER_TIMEOUT;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.ANSWER_TIMEOUT_DEFAULT;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.AUDIT_PERIOD;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.AUDIT_PERIOD_DEFAULT;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.BATCH_SIZE;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.BATCH_SIZE_DEFAULT;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.COUNTERS_PER_POOL;
import static org.op25b.controller.enforcement.OsgiPropertyConstants.COUNTERS_PER_POOL_DEFAULT;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.FlowRuleEvent;
import org.onosproject.net.flow.FlowRuleListener;
import org.onosproject.net.flow.FlowRuleService;
import org.onosproject.net.meter.MeterService;
import org.op25b.controller.Op25b;
import org.op25b.controller.config.PolicyService;
import org.op25b.controller.inforce.PolicyInForce;
import org.op25b.controller.meters.SwitchMeters;
import org.op25b.controller.wouldblock.PartedInForce;
import org.op25b.controller.wouldblock.WouldBlockService;
import org.op25b.policy.Policy;
import org.op25b.policy.TcpPacket;
import org.op25b.proof.SwitchRule;
import org.op25b.proof.SwitchTable;
import org.op25b.proof.TableEvaluator;
import org.op25b.proof.TableTrace;
import org.op25b.proof.WitnessPacket;
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
      COUNTERS_PER_POOL + ":Boolean=" + COUNTERS_PER_POOL_DEFAULT,
      MAX_DROP_RULES + ":Integer=" + MAX_DROP_RULES_DEFAULT,
      RESTART_SHIELD + ":Boolean=" + RESTART_SHIELD_DEFAULT
    })
// The fields named like properties are read by ONOS's build alone, which takes the descriptions of
// the
// properties from them; the values come from Settings.
@SuppressWarnings("UnusedVariable")
public final class EnforcementManager implements EnforcementService {
  private static final String FLOW_RULE_MANAGER = "org.onosproject.net.flow.impl.FlowRuleManager";
  private static final Logger log = LoggerFactory.getLogger(EnforcementManager.class);

  @Reference CoreService coreService;
  @Reference ApplicationService applicationService;
  @Reference ComponentConfigService componentConfig;
  @Reference DeviceService deviceService;
  @Reference MastershipService mastershipService;
  @Reference FlowRuleService flowRuleService;
  @Reference DriverService driverService;
  @Reference MeterService meterService;
  @Reference NetworkConfigService networkConfig;
  @Reference PolicyService policyService;
  @Reference PolicyInForce policyInForce;
  @Reference WouldBlockService wouldBlock;

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

  /** Count each pool's drops apart, at the price of about two rules for each pool and table. */
  private boolean countersPerPool = COUNTERS_PER_POOL_DEFAULT;

  /** Keep ONOS from deleting unknown rules (allowExtraneousRules), so that ours outlive it. */
  private boolean restartShield = RESTART_SHIELD_DEFAULT;

  private final DeviceListener deviceListener = this::onDevice;
  private final MastershipListener mastershipListener = this::onMastership;
  private final FlowRuleListener flowRuleListener = this::onFlowRule;
  private final Runnable policyListener = this::onPolicy;

  /** ONOS keeps the hooks of components that have stopped meanwhile; those must do nothing. */
  private volatile boolean active;

  private ApplicationId appId;

  /** The policy in force, with what is counted apart. */
  private PolicyInForce wanted;

  private volatile EnforcementRun run;

  @Activate
  void activate(Map<String, ?> properties) {
    appId = coreService.registerApplication(Op25b.APP_NAME);
    componentConfig.registerProperties(getClass());
    DeactivationHook hook = new DeactivationHook(applicationService, appId);
    applicationService.registerDeactivateHook(appId, () -> deactivatedByOperator(hook));
    wanted = new PartedInForce(policyInForce, wouldBlock);
    run = newRun(Settings.read(properties));
    // Before the run begins, so that nothing happens unseen.
    wanted.addListener(policyListener);
    deviceService.addListener(deviceListener);
    mastershipService.addListener(mastershipListener);
    flowRuleService.addListener(flowRuleListener);
    run.begin();
    active = true;
    log.info("Started");
  }

  @Deactivate
  void deactivate() {
    active = false;
    wanted.removeListener(policyListener);
    deviceService.removeListener(deviceListener);
    mastershipService.removeListener(mastershipListener);
    flowRuleService.removeListener(flowRuleListener);
    componentConfig.unregisterProperties(getClass(), false);
    run.stop();
    log.info("Stopped");
  }

  @Modified
  void modified(Map<String, ?> properties) {
    Settings read = Settings.read(properties);
    if (active && !read.equals(run.settings())) {
      run.stop();
      run = newRun(read);
      run.begin();
    }
  }

  @Override
  public boolean upToDate() {
    return run.enforced().equals(wanted.policy());
  }

  @Override
  public List<DeviceStatus> devices() {
    return run.statuses();
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
  public Map<FlowRule, CountedRule> counted(DeviceId device) {
    EdgePlan plan = run.plans().get(device);
    return plan == null ? Map.of() : plan.counted();
  }

  @Override
  public ImmutableList<SwitchRule> rulesFor(DeviceId device, TcpPacket packet) {
    EdgePlan plan = run.plans().get(device);
    if (plan == null) {
      return ImmutableList.of();
    }
    SwitchTable table =
        new ReadBack(coreService, appId).table(flowRuleService.getFlowEntries(device), Map.of());
    return new TableEvaluator(table, plan.strategy())
        .trace(WitnessPacket.of(packet)).stream()
            .filter(trace -> !trace.uncertain())
            .flatMap(trace -> trace.hops().stream())
            .map(TableTrace.Hop::winner)
            .flatMap(Optional::stream)
            .filter(SwitchRule::ours)
            .collect(toImmutableList());
  }

  @Override
  public List<ProofReport> verify() {
    return run.verify();
  }

  @Override
  public List<EdgeForecast> forecast(Policy policy) {
    return run.forecast(wouldBlock.parted(policy));
  }

  @Override
  public void uninstall() {
    policyService.forget();
    run.requestEnforcement();
    // When the policy is gone, forwarding goes where drivers of ONOS put it.
    run.changeDrivers(new GateDriverRemoval(networkConfig, deviceService)::run);
  }

  private EnforcementRun newRun(Settings settings) {
    return new EnforcementRun(
        settings,
        appId,
        new OnosNetwork(
            deviceService, mastershipService, flowRuleService, driverService, coreService, appId),
        flowRuleService,
        new RateMeters(
            meterService,
            new SwitchMeters(meterService, appId, System::nanoTime),
            deviceService::isAvailable),
        new ReadBack(coreService, appId),
        wanted,
        allowed ->
            componentConfig.setProperty(
                FLOW_RULE_MANAGER, "allowExtraneousRules", Boolean.toString(allowed)));
  }

  private void deactivatedByOperator(DeactivationHook hook) {
    if (!active) {
      return;
    }
    hook.run(run.settings().keepBlocking(), run::withdraw);
    // Nothing may put back what the hook has removed.
    active = false;
    run.abandon("the application is being deactivated");
  }

  private void onPolicy() {
    run.requestEnforcement();
  }

  private void onDevice(DeviceEvent event) {
    DeviceId device = event.subject().id();
    switch (event.type()) {
      case DEVICE_AVAILABILITY_CHANGED:
        // Asked now: by the time the work is done a short absence may be over.
        if (deviceService.isAvailable(device)) {
          run.deviceConnected(device);
        } else {
          run.deviceChanged(device);
        }
        break;
      case DEVICE_ADDED:
      case DEVICE_REMOVED:
      case DEVICE_SUSPENDED:
      case DEVICE_UPDATED:
        run.deviceChanged(device);
        break;
      default:
        break;
    }
  }

  private void onMastership(MastershipEvent event) {
    run.masterChanged(event.subject());
  }

  private void onFlowRule(FlowRuleEvent event) {
    if (event.type() == FlowRuleEvent.Type.RULE_REMOVED && event.subject().appId() == appId.id()) {
      run.ruleRemoved(event.subject());
    }
  }
}
