package org.op25b.controller.enforcement;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps ONOS from deleting what it does not know, for after a restart it does not know our rules:
 * see "The restart shield" in docs/design/change-order.md. When every edge switch is known to hold
 * its rules, the shield is lowered for one reading of the switches, so that ONOS removes the rules
 * that nobody wants any more.
 */
final class RestartShield {
  /** The property {@code allowExtraneousRules} of ONOS's flow rule manager. */
  interface Property {
    /** Leaves it as the operator has set it. */
    Property NONE = allowed -> {};

    void set(boolean allowed);
  }

  /** ONOS reads a switch every 5 s. */
  private static final Duration ONE_READING = Duration.ofSeconds(6);

  private static final Logger log = LoggerFactory.getLogger(RestartShield.class);

  private final Property property;
  private final Connection.Scheduler scheduler;
  private boolean cleaned;
  private boolean lowered;

  /** Counts the times for which it was lowered. */
  private int windows;

  RestartShield(Property property, Connection.Scheduler scheduler) {
    this.property = property;
    this.scheduler = scheduler;
  }

  void raise() {
    lowered = false;
    property.set(true);
  }

  /**
   * Looks whether the time has come to clean.
   *
   * @param settled whether every connected edge switch has confirmed its rules
   * @param stranger a switch with more entries than ONOS knows, if there is one
   */
  void look(boolean settled, Optional<String> stranger) {
    if (!settled) {
      if (lowered) {
        raise();
      }
      return;
    }
    if (lowered || (cleaned && stranger.isEmpty())) {
      return;
    }
    log.info(
        "ONOS may remove what it does not know for {} s: {}",
        ONE_READING.toSeconds(),
        stranger.orElse("every edge switch has confirmed its rules"));
    cleaned = true;
    lowered = true;
    property.set(false);
    int window = ++windows;
    scheduler.after(
        ONE_READING,
        () -> {
          if (lowered && window == windows) {
            raise();
          }
        });
  }
}
