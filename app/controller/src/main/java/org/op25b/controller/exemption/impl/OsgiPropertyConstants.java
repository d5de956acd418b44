package org.op25b.controller.exemption.impl;

/** Names and defaults of the exemption component's properties. */
final class OsgiPropertyConstants {
  static final String SHORTEST_IPV4 = "shortestIpv4Prefix";
  static final int SHORTEST_IPV4_DEFAULT = 28;

  static final String SHORTEST_IPV6 = "shortestIpv6Prefix";
  static final int SHORTEST_IPV6_DEFAULT = 56;

  static final String LONGEST_LIFE = "longestLifeDays";
  static final int LONGEST_LIFE_DEFAULT = 400;

  static final String MAX_RECORDS = "maxRecords";
  static final int MAX_RECORDS_DEFAULT = 200000;

  static final String KEEP_ENDED = "keepEndedDays";
  static final int KEEP_ENDED_DEFAULT = 400;

  static final String DATE_ZONE = "timeZone";
  static final String DATE_ZONE_DEFAULT = "UTC";

  private OsgiPropertyConstants() {}
}
