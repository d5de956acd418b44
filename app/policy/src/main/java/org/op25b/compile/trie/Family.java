package org.op25b.compile.trie;

import org.onlab.packet.IpPrefix;

/** The two versions of IP. */
public enum Family {
  /** IPv4 (RFC 791). */
  IPV4(32),
  /** IPv6 (RFC 8200). */
  IPV6(128);

  private final int width;

  Family(int width) {
    this.width = width;
  }

  /** The number of bits of an address. */
  public int width() {
    return width;
  }

  /** Returns the family of {@code prefix}. */
  public static Family of(IpPrefix prefix) {
    return prefix.isIp4() ? IPV4 : IPV6;
  }
}
