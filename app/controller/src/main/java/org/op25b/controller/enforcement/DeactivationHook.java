package org.op25b.controller.enforcement;

import com.google.common.collect.ImmutableSet;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.onosproject.app.ApplicationService;
import org.onosproject.app.ApplicationState;
import org.onosproject.core.ApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.FlowRuleOperations;
import org.onosproject.net.flow.FlowRuleOperationsContext;
import org.onosproject.net.flow.FlowRuleService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a deliberate deactivation from everything else that stops the application, and removes the
 * rules only then. ONOS runs the hook before it stops the bundles, when an operator deactivates the
 * application and when an active application is uninstalled (which is the first half of an
 * upgrade); in the second case the application has no state any more. It does not run the hook when
 * a bundle or the controller stops. See docs/design/deactivation.md.
 */
final class DeactivationHook {
  private static final Duration LONGEST_REMOVAL = Duration.ofSeconds(10);
  private static final Logger log = LoggerFactory.getLogger(DeactivationHook.class);

  private final ApplicationService applications;
  private final FlowRuleService flowRules;
  private final ApplicationId appId;

  DeactivationHook(
      ApplicationService applications, FlowRuleService flowRules, ApplicationId appId) {
    this.applications = applications;
    this.flowRules = flowRules;
    this.appId = appId;
  }

  /** Removes the rules if an operator has deactivated the application and wants them to go. */
  void run(boolean keepBlocking, Set<DeviceId> drivenHere) {
    if (applications.getState(appId) != ApplicationState.INSTALLED) {
      log.warn("Uninstalled while active: port 25 stays blocked by the rules on the switches");
    } else if (keepBlocking) {
      log.warn("Deactivated with keepBlockingWhenDeactivated: the rules stay on the switches");
    } else {
      withdraw(drivenHere);
    }
  }

  private void withdraw(Set<DeviceId> drivenHere) {
    Set<FlowRule> rules = ownRules(drivenHere);
    CountDownLatch done = new CountDownLatch(1);
    FlowRuleOperations.Builder operations = FlowRuleOperations.builder();
    rules.forEach(operations::remove);
    flowRules.apply(
        operations.build(
            new FlowRuleOperationsContext() {
              @Override
              public void onSuccess(FlowRuleOperations removed) {
                log.info("Deactivated: removed {} rules", rules.size());
                done.countDown();
              }

              @Override
              public void onError(FlowRuleOperations failed) {
                log.warn("Deactivated: not every one of {} rules could be removed", rules.size());
                done.countDown();
              }
            }));
    try {
      if (!done.await(LONGEST_REMOVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn(
            "Deactivated: the switches have not confirmed the removal of {} rules", rules.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Set<FlowRule> ownRules(Set<DeviceId> devices) {
    ImmutableSet.Builder<FlowRule> rules = ImmutableSet.builder();
    flowRules
        .getFlowEntriesById(appId)
        .forEach(
            rule -> {
              if (devices.contains(rule.deviceId())) {
                rules.add(rule);
              }
            });
    return rules.build();
  }
}
