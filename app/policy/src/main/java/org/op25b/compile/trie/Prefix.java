package org.op25b.compile.trie;

import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;

/**
 * An IP prefix as bits. ONOS's {@link IpPrefix} holds an object and an array for each address;
 * tables of a million rules need a leaner one that is quick to compare, split and join.
 */
public final class Prefix implements Comparable<Prefix> {
  private static final Prefix ALL_IPV4 = new Prefix(Family.IPV4, 0, 0, 0);
  private static final Prefix ALL_IPV6 = new Prefix(Family.IPV6, 0, 0, 0);

  private final long high;
  private final long low;
  private final Family family;
  private final short length;

  private Prefix(Family family, long high, long low, int length) {
    this.family = family;
    this.high = high;
    this.low = low;
    this.length = (short) length;
  }

  /** The prefix of length 0, which contains every address of {@code family}. */
  public static Prefix all(Family family) {
    return family == Family.IPV4 ? ALL_IPV4 : ALL_IPV6;
  }

  /** Returns the first {@code length} bits of an address that IPv4 keeps in the upper 32 bits. */
  static Prefix of(Family family, long high, long low, int length) {
    return length == 0
        ? all(family)
        : new Prefix(family, Bits.cutHigh(high, length), Bits.cutLow(low, length), length);
  }

  /** Returns {@code prefix} as bits. */
  public static Prefix of(IpPrefix prefix) {
    byte[] octets = prefix.address().toOctets();
    if (prefix.isIp4()) {
      return of(Family.IPV4, word(octets, 0) << 32, 0, prefix.prefixLength());
    }
    return of(
        Family.IPV6,
        (word(octets, 0) << 32) | word(octets, 4),
        (word(octets, 8) << 32) | word(octets, 12),
        prefix.prefixLength());
  }

  /** Returns the prefix written as {@code text}, such as {@code 192.0.2.0/24}. */
  public static Prefix parse(String text) {
    return of(IpPrefix.valueOf(text));
  }

  /** Returns this prefix as a value of ONOS. */
  public IpPrefix toIpPrefix() {
    byte[] octets = new byte[family.width() / Byte.SIZE];
    for (int at = 0; at < octets.length; at++) {
      long word = at < Long.BYTES ? high : low;
      octets[at] = (byte) (word >>> (Long.SIZE - Byte.SIZE * (at % Long.BYTES + 1)));
    }
    IpAddress.Version version =
        family == Family.IPV4 ? IpAddress.Version.INET : IpAddress.Version.INET6;
    return IpPrefix.valueOf(version, octets, length);
  }

  /** The family of the prefix. */
  public Family family() {
    return family;
  }

  /** The number of bits that count, 0 to 32 or 128. */
  public int length() {
    return length;
  }

  /** Whether the prefix contains every address of its family. */
  public boolean isAll() {
    return length == 0;
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }

  /** Whether every address of {@code other} lies in this prefix. */
  public boolean contains(Prefix other) {
    return family == other.family
        && length <= other.length
        && Bits.common(high, low, other.high, other.low) >= length;
  }

  /** Whether this prefix and {@code other} have an address in common. */
  public boolean overlaps(Prefix other) {
    return contains(other) || other.contains(this);
  }

  /** Returns the lower (0) or upper (1) half; the prefix must not be a single address. */
  public Prefix half(int bit) {
    return bit == 0
        ? new Prefix(family, high, low, length + 1)
        : new Prefix(family, high | Bits.highBit(length), low | Bits.lowBit(length), length + 1);
  }

  /** The bit at {@code position}, counted from the most significant, which is 0. */
  public int bit(int position) {
    return Bits.bit(high, low, position);
  }

  /** Returns the prefix of this one with {@code shorter} bits. */
  public Prefix cut(int shorter) {
    return shorter == length ? this : of(family, high, low, shorter);
  }

  /** IPv4 before IPv6, then by first address, then the shorter before the longer. */
  @Override
  public int compareTo(Prefix other) {
    int order = family.compareTo(other.family);
    if (order == 0) {
      order = Long.compareUnsigned(high, other.high);
    }
    if (order == 0) {
      order = Long.compareUnsigned(low, other.low);
    }
    return order == 0 ? Integer.compare(length, other.length) : order;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Prefix)) {
      return false;
    }
    Prefix that = (Prefix) other;
    return high == that.high && low == that.low && length == that.length && family == that.family;
  }

  @Override
  public int hashCode() {
    long mixed = (high * 31 + low) * 0x9E3779B97F4A7C15L + length;
    return (int) (mixed ^ (mixed >>> 32));
  }

  @Override
  public String toString() {
    return toIpPrefix().toString();
  }

  private static long word(byte[] octets, int at) {
    return ((octets[at] & 0xffL) << 24)
        | ((octets[at + 1] & 0xffL) << 16)
        | ((octets[at + 2] & 0xffL) << 8)
        | (octets[at + 3] & 0xffL);
  }
}
