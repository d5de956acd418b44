package org.op25b.controller.enforcement;

import org.onosproject.app.ApplicationService;
import org.onosproject.app.ApplicationState;
import org.onosproject.core.ApplicationId;
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
  private static final Logger log = LoggerFactory.getLogger(DeactivationHook.class);

  private final ApplicationService applications;
  private final ApplicationId appId;

  DeactivationHook(ApplicationService applications, ApplicationId appId) {
    this.applications = applications;
    this.appId = appId;
  }

  /** Runs {@code withdraw} if an operator has deactivated the application and wants rules to go. */
  void run(boolean keepBlocking, Runnable withdraw) {
    if (applications.getState(appId) != ApplicationState.INSTALLED) {
      log.warn("Uninstalled while active: port 25 stays blocked by the rules on the switches");
    } else if (keepBlocking) {
      log.warn("Deactivated with keepBlockingWhenDeactivated: the rules stay on the switches");
    } else {
      withdraw.run();
    }
  }
}
