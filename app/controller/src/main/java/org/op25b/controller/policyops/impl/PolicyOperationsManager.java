package org.op25b.controller.policyops.impl;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.onlab.util.Tools.groupedThreads;
import static org.op25b.controller.policyops.impl.OsgiPropertyConstants.KEPT_VERSIONS;
import static org.op25b.controller.policyops.impl.OsgiPropertyConstants.KEPT_VERSIONS_DEFAULT;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.onosproject.cfg.ComponentConfigService;
import org.onosproject.cluster.ClusterService;
import org.onosproject.core.CoreService;
import org.onosproject.event.AbstractListenerManager;
import org.onosproject.store.service.StorageService;
import org.op25b.controller.Op25b;
import org.op25b.controller.audit.Actor;
import org.op25b.controller.audit.AuditLog;
import org.op25b.controller.config.PolicyService;
import org.op25b.controller.enforcement.EnforcementService;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ExemptionService;
import org.op25b.controller.policyops.PhaseChange;
import org.op25b.controller.policyops.PhaseOperations;
import org.op25b.controller.policyops.PhaseOutcome;
import org.op25b.controller.policyops.PhaseTarget;
import org.op25b.controller.policyops.PolicyCheck;
import org.op25b.controller.policyops.PolicyContext;
import org.op25b.controller.policyops.PolicyEvent;
import org.op25b.controller.policyops.PolicyListener;
import org.op25b.controller.policyops.PolicyOperations;
import org.op25b.controller.policyops.PolicyOutcome;
import org.op25b.controller.policyops.PolicyVersion;
import org.op25b.controller.policyops.PoolPhase;
import org.op25b.controller.policyops.Schedule;
import org.op25b.controller.policyops.effect.EffectCalculator;
import org.op25b.controller.policyops.effect.PolicyEffect;
import org.op25b.controller.policyops.ledger.Ledger;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects the versions of the policy to ONOS. */
@Component(
    immediate = true,
    service = {PolicyOperations.class, PhaseOperations.class},
    property = {KEPT_VERSIONS + ":Integer=" + KEPT_VERSIONS_DEFAULT})
public final class PolicyOperationsManager
    extends AbstractListenerManager<PolicyEvent, PolicyListener>
    implements PolicyOperations, PhaseOperations {
  private static final Logger log = LoggerFactory.getLogger(PolicyOperationsManager.class);

  @Reference CoreService coreService;
  @Reference ClusterService clusterService;
  @Reference StorageService storageService;
  @Reference ComponentConfigService componentConfig;
  @Reference PolicyService policyService;
  @Reference ExemptionService exemptionService;
  @Reference EnforcementService enforcementService;
  @Reference AuditLog auditLog;

  /** Versions of the policy that are kept, 2 to 1000; the oldest beyond that are removed. */
  private volatile int keptVersions = KEPT_VERSIONS_DEFAULT;

  private final Clock clock = Clock.systemUTC();
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(groupedThreads("op25b", "policy-ops", log));
  private Policies policies;

  @Activate
  void activate(Map<String, Object> properties) {
    componentConfig.registerProperties(getClass());
    modified(properties);
    eventDispatcher.addSink(PolicyEvent.class, listenerRegistry);
    policies =
        new Policies(
            Ledger.open(storageService, coreService.registerApplication(Op25b.APP_NAME)),
            policyService,
            auditLog,
            clock,
            executor,
            Actor.of("unknown", clusterService.getLocalNode().id().toString(), "netcfg"),
            () -> keptVersions,
            this::effect,
            this::post);
    policies.start();
    log.info("Started");
  }

  @Modified
  void modified(Map<String, Object> properties) {
    keptVersions = kept(properties.get(KEPT_VERSIONS));
  }

  @Deactivate
  void deactivate() {
    componentConfig.unregisterProperties(getClass(), false);
    policies.stop();
    executor.shutdown();
    eventDispatcher.removeSink(PolicyEvent.class);
    log.info("Stopped");
  }

  private static int kept(Object value) {
    try {
      int number = Integer.parseInt(String.valueOf(value).trim());
      if (number >= 2 && number <= 1000) {
        return number;
      }
    } catch (NumberFormatException e) {
      log.debug("Not a number: {}", value, e);
    }
    log.warn(
        "{} must be 2 to 1000, not {}; {} is used", KEPT_VERSIONS, value, KEPT_VERSIONS_DEFAULT);
    return KEPT_VERSIONS_DEFAULT;
  }

  private PolicyEffect effect(Policy policy) {
    return new EffectCalculator(enforcementService::forecast)
        .of(
            policyService.policy(),
            policy,
            exemptionService.live(clock.instant()).records().stream()
                .map(ExemptionRecord::toExemption)
                .collect(toImmutableList()));
  }

  @Override
  public Optional<PolicyVersion> current() {
    return policies.state().current();
  }

  @Override
  public ImmutableList<PolicyVersion> versions() {
    return policies.state().versions().reverse();
  }

  @Override
  public Optional<PolicyVersion> version(long number) {
    return policies.state().version(number);
  }

  @Override
  public Optional<JsonNode> policy(PolicyVersion version) {
    return policies.policy(version);
  }

  @Override
  public ImmutableList<PhaseChange> phases(PolicyVersion version) {
    return policies.phases(version);
  }

  @Override
  public PolicyCheck check(JsonNode policy) {
    return policies.changes().check(policy);
  }

  @Override
  public PolicyOutcome apply(JsonNode policy, PolicyContext context) {
    return policies.changes().apply(policy, context);
  }

  @Override
  public PolicyOutcome rollBack(long version, PolicyContext context) {
    return policies.changes().rollBack(version, context);
  }

  @Override
  public ImmutableList<PoolPhase> phases() {
    return policies.phaseChanges().phases();
  }

  @Override
  public ImmutableList<Schedule> schedules() {
    return policies.schedules().all();
  }

  @Override
  public PhaseOutcome set(PhaseTarget target, Phase phase, PolicyContext context) {
    return policies.phaseChanges().set(target, phase, context);
  }

  @Override
  public PhaseOutcome schedule(PhaseTarget target, Phase phase, String at, PolicyContext context) {
    return policies.schedules().make(target, phase, at, context);
  }

  @Override
  public PhaseOutcome postpone(String id, String at, PolicyContext context) {
    return policies.schedules().postpone(id, at, context);
  }

  @Override
  public PhaseOutcome cancel(String id, PolicyContext context) {
    return policies.schedules().cancel(id, context);
  }

  @Override
  public PhaseOutcome rollBack(PhaseTarget target, PolicyContext context) {
    return policies.phaseChanges().rollBack(target, context);
  }
}
