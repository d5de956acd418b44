package org.op25b.controller.exemption.impl;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.op25b.controller.exemption.ExemptionLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The component's properties, read and bounded. What is out of bounds is the default instead. */
final class Settings {
  private static final Logger log = LoggerFactory.getLogger(Settings.class);

  private Settings() {}

  static ExemptionLimits read(Map<String, ?> properties) {
    int days =
        integer(
            properties,
            OsgiPropertyConstants.LONGEST_LIFE,
            OsgiPropertyConstants.LONGEST_LIFE_DEFAULT,
            0,
            36500);
    return ExemptionLimits.builder()
        .setShortestIpv4(
            integer(
                properties,
                OsgiPropertyConstants.SHORTEST_IPV4,
                OsgiPropertyConstants.SHORTEST_IPV4_DEFAULT,
                8,
                32))
        .setShortestIpv6(
            integer(
                properties,
                OsgiPropertyConstants.SHORTEST_IPV6,
                OsgiPropertyConstants.SHORTEST_IPV6_DEFAULT,
                16,
                128))
        .setLongestLife(days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days)))
        .setMaxRecords(
            integer(
                properties,
                OsgiPropertyConstants.MAX_RECORDS,
                OsgiPropertyConstants.MAX_RECORDS_DEFAULT,
                1,
                10_000_000))
        .setZone(zone(properties.get(OsgiPropertyConstants.TIME_ZONE)))
        .build();
  }

  private static ZoneId zone(Object value) {
    if (value == null) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(value.toString().trim());
    } catch (DateTimeException e) {
      log.warn(
          "{} must be a zone such as Asia/Tokyo or +09:00, not {}; UTC is used",
          OsgiPropertyConstants.TIME_ZONE,
          value);
      return ZoneOffset.UTC;
    }
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
