package org.op25b.proof;

import org.onlab.packet.IpAddress;

/**
 * The header fields that the proof knows. Whatever else a rule matches on is {@link
 * RuleMatch#opaque}.
 */
public enum Field {
  /** Ingress port. */
  IN_PORT(32),
  /** Ethernet type after VLAN tags. */
  ETH_TYPE(16),
  /** VLAN id with the OFPVID_PRESENT bit (0x1000); 0 is a packet without a tag. */
  VLAN(13),
  /** IPv4 protocol or IPv6 upper-layer protocol. */
  IP_PROTO(8),
  /** IPv4 source address. */
  IPV4_SRC(32),
  /** IPv4 destination address. */
  IPV4_DST(32),
  /** IPv6 source address. */
  IPV6_SRC(128),
  /** IPv6 destination address. */
  IPV6_DST(128),
  /** TCP source port; 0 in a fragment. */
  TCP_SRC(16),
  /** TCP destination port; 0 in a fragment. */
  TCP_DST(16),
  /** UDP source port. */
  UDP_SRC(16),
  /** UDP destination port. */
  UDP_DST(16);

  private final int width;

  Field(int width) {
    this.width = width;
  }

  /** The width of the field, in bits. */
  public int width() {
    return width;
  }

  /** Returns {@code condition} for people: addresses as prefixes, where they are. */
  String describe(Ternary condition) {
    if (this == IPV4_SRC || this == IPV4_DST) {
      return condition.toString(IpAddress.Version.INET);
    }
    return this == IPV6_SRC || this == IPV6_DST
        ? condition.toString(IpAddress.Version.INET6)
        : condition.toString();
  }
}
