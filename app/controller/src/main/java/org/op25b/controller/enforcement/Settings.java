package org.op25b.controller.enforcement;

import com.google.auto.value.AutoValue;
import java.time.Duration;
import java.util.Map;
import org.op25b.compile.PriorityBand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The component's properties, read and bounded. A value out of bounds is replaced by its default.
 */
@AutoValue
abstract class Settings {
  private static final Logger log = LoggerFactory.getLogger(Settings.class);
  private static final int HIGHEST_OPENFLOW_PRIORITY = 65535;
  private static final int LONGEST_MILLIS = 3_600_000;

  abstract PriorityBand band();

  abstract EnforcementSettings enforcement();

  abstract Duration auditPeriod();

  abstract boolean keepBlocking();

  static Settings read(Map<String, ?> properties) {
    return new AutoValue_Settings(
        band(properties),
        EnforcementSettings.of(
            integer(
                properties,
                OsgiPropertyConstants.BATCH_SIZE,
                OsgiPropertyConstants.BATCH_SIZE_DEFAULT,
                1,
                1_000_000),
            millis(
                properties,
                OsgiPropertyConstants.ANSWER_TIMEOUT,
                OsgiPropertyConstants.ANSWER_TIMEOUT_DEFAULT),
            millis(
                properties,
                OsgiPropertyConstants.FIRST_RETRY,
                OsgiPropertyConstants.FIRST_RETRY_DEFAULT),
            millis(
                properties,
                OsgiPropertyConstants.LONGEST_RETRY,
                OsgiPropertyConstants.LONGEST_RETRY_DEFAULT)),
        millis(
            properties,
            OsgiPropertyConstants.AUDIT_PERIOD,
            OsgiPropertyConstants.AUDIT_PERIOD_DEFAULT),
        Boolean.parseBoolean(String.valueOf(properties.get(OsgiPropertyConstants.KEEP_BLOCKING))));
  }

  private static PriorityBand band(Map<String, ?> properties) {
    int lowest =
        integer(
            properties,
            OsgiPropertyConstants.LOWEST_PRIORITY,
            OsgiPropertyConstants.LOWEST_PRIORITY_DEFAULT,
            1,
            HIGHEST_OPENFLOW_PRIORITY);
    int highest =
        integer(
            properties,
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

  private static Duration millis(Map<String, ?> properties, String name, int otherwise) {
    return Duration.ofMillis(integer(properties, name, otherwise, 1, LONGEST_MILLIS));
  }

  private static int integer(
      Map<String, ?> properties, String name, int otherwise, int least, int most) {
    Object value = properties.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value.toString().trim());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      log.debug("Not a number: {}", value, e);
    }
    log.warn("{} must be {} to {}, not {}; {} is used", name, least, most, value, otherwise);
    return otherwise;
  }
}
