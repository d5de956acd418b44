package org.op25b.controller.exemption.impl;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.op25b.controller.ComponentProperties;
import org.op25b.controller.exemption.ExemptionLimits;

/** The component's properties, read and bounded. What is out of bounds is the default instead. */
final class Settings {
  private static final int MOST_DAYS = 36_500;

  private Settings() {}

  static ExemptionLimits read(Map<String, ?> given) {
    ComponentProperties properties = new ComponentProperties(given);
    return ExemptionLimits.builder()
        .setShortestIpv4(
            properties.integer(
                OsgiPropertyConstants.SHORTEST_IPV4,
                OsgiPropertyConstants.SHORTEST_IPV4_DEFAULT,
                8,
                32))
        .setShortestIpv6(
            properties.integer(
                OsgiPropertyConstants.SHORTEST_IPV6,
                OsgiPropertyConstants.SHORTEST_IPV6_DEFAULT,
                16,
                128))
        .setLongestLife(
            days(
                properties,
                OsgiPropertyConstants.LONGEST_LIFE,
                OsgiPropertyConstants.LONGEST_LIFE_DEFAULT))
        .setMaxRecords(
            properties.integer(
                OsgiPropertyConstants.MAX_RECORDS,
                OsgiPropertyConstants.MAX_RECORDS_DEFAULT,
                1,
                ExemptionLimits.MOST_RECORDS))
        .setKeepEnded(
            days(
                properties,
                OsgiPropertyConstants.KEEP_ENDED,
                OsgiPropertyConstants.KEEP_ENDED_DEFAULT))
        .setZone(
            properties.value(
                OsgiPropertyConstants.DATE_ZONE,
                ZoneOffset.UTC,
                "a zone such as Asia/Tokyo or +09:00",
                text -> Optional.<ZoneId>of(ZoneId.of(text))))
        .build();
  }

  /** A number of days, of which 0 means any number. */
  private static Optional<Duration> days(
      ComponentProperties properties, String name, int otherwise) {
    int days = properties.integer(name, otherwise, 0, MOST_DAYS);
    return days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days));
  }
}
