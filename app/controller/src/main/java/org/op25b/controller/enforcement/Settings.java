package org.op25b.controller.enforcement;

import com.google.auto.value.AutoValue;
import java.time.Duration;
import java.util.Map;
import org.op25b.compile.CompileOptions;
import org.op25b.compile.PriorityBand;
import org.op25b.controller.ComponentProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The component's properties, read and bounded. A value out of bounds is replaced by its default.
 */
@AutoValue
abstract class Settings {
  private static final Logger log = LoggerFactory.getLogger(Settings.class);
  private static final int HIGHEST_OPENFLOW_PRIORITY = 65535;

  abstract PriorityBand band();

  abstract EnforcementSettings enforcement();

  abstract Duration auditPeriod();

  abstract boolean keepBlocking();

  /** The most rules of strategy {@code subtract} on one switch. */
  abstract int maxDropRules();

  /** Whether rules of different pools are kept apart, so that each pool's drops can be told. */
  abstract boolean countersPerPool();

  /** Whether ONOS is kept from deleting rules that it does not know. */
  abstract boolean restartShield();

  static Settings read(Map<String, ?> given) {
    ComponentProperties properties = new ComponentProperties(given);
    return new AutoValue_Settings(
        band(properties),
        EnforcementSettings.of(
            properties.integer(
                OsgiPropertyConstants.BATCH_SIZE,
                OsgiPropertyConstants.BATCH_SIZE_DEFAULT,
                1,
                1_000_000),
            properties.millis(
                OsgiPropertyConstants.ANSWER_TIMEOUT, OsgiPropertyConstants.ANSWER_TIMEOUT_DEFAULT),
            properties.millis(
                OsgiPropertyConstants.FIRST_RETRY, OsgiPropertyConstants.FIRST_RETRY_DEFAULT),
            properties.millis(
                OsgiPropertyConstants.LONGEST_RETRY, OsgiPropertyConstants.LONGEST_RETRY_DEFAULT)),
        properties.millis(
            OsgiPropertyConstants.AUDIT_PERIOD, OsgiPropertyConstants.AUDIT_PERIOD_DEFAULT),
        properties.flag(
            OsgiPropertyConstants.KEEP_BLOCKING, OsgiPropertyConstants.KEEP_BLOCKING_DEFAULT),
        properties.integer(
            OsgiPropertyConstants.MAX_DROP_RULES,
            OsgiPropertyConstants.MAX_DROP_RULES_DEFAULT,
            1,
            CompileOptions.MAX_RULES),
        properties.flag(
            OsgiPropertyConstants.COUNTERS_PER_POOL,
            OsgiPropertyConstants.COUNTERS_PER_POOL_DEFAULT),
        properties.flag(
            OsgiPropertyConstants.RESTART_SHIELD, OsgiPropertyConstants.RESTART_SHIELD_DEFAULT));
  }

  private static PriorityBand band(ComponentProperties properties) {
    int lowest =
        properties.integer(
            OsgiPropertyConstants.LOWEST_PRIORITY,
            OsgiPropertyConstants.LOWEST_PRIORITY_DEFAULT,
            1,
            HIGHEST_OPENFLOW_PRIORITY);
    int highest =
        properties.integer(
            OsgiPropertyConstants.HIGHEST_PRIORITY,
            OsgiPropertyConstants.HIGHEST_PRIORITY_DEFAULT,
            1,
            HIGHEST_OPENFLOW_PRIORITY);
    if (lowest > highest) {
      log.warn("lowestPriority {} is above highestPriority {}; both are ignored", lowest, highest);
      return PriorityBand.of(
          OsgiPropertyConstants.LOWEST_PRIORITY_DEFAULT,
          OsgiPropertyConstants.HIGHEST_PRIORITY_DEFAULT);
    }
    return PriorityBand.of(lowest, highest);
  }
}
