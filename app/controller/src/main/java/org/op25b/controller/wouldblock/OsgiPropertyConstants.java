package org.op25b.controller.wouldblock;

/** Names and defaults of the component's properties. */
final class OsgiPropertyConstants {
  static final String MOST_PARTS = "countedParts";
  static final int MOST_PARTS_DEFAULT = 512;

  static final String MOST_SOURCES = "maxSources";
  static final int MOST_SOURCES_DEFAULT = 10000;

  static final String IPV4_LENGTH = "ipv4PrefixLength";
  static final int IPV4_LENGTH_DEFAULT = 32;

  static final String IPV6_LENGTH = "ipv6PrefixLength";
  static final int IPV6_LENGTH_DEFAULT = 64;

  private OsgiPropertyConstants() {}
}
