package org.op25b.proof;

import org.onlab.packet.IpAddress;

/** An unsigned number of up to 128 bits: a header field's value, or a mask over it. */
final class Bits implements Comparable<Bits> {
  static final Bits ZERO = new Bits(0, 0);

  final long high;
  final long low;

  Bits(long high, long low) {
    this.high = high;
    this.low = low;
  }

  static Bits of(long value) {
    return value == 0 ? ZERO : new Bits(0, value);
  }

  static Bits of(IpAddress address) {
    long high = 0;
    long low = 0;
    for (byte octet : address.toOctets()) {
      high = (high << Byte.SIZE) | (low >>> (Long.SIZE - Byte.SIZE));
      low = (low << Byte.SIZE) | (octet & 0xff);
    }
    return new Bits(high, low);
  }

  /** The number whose lowest {@code width} bits are one. */
  static Bits ones(int width) {
    if (width <= Long.SIZE) {
      return new Bits(0, width == 0 ? 0 : -1L >>> (Long.SIZE - width));
    }
    return new Bits(-1L >>> (2 * Long.SIZE - width), -1L);
  }

  IpAddress toAddress(IpAddress.Version version) {
    byte[] octets = new byte[IpAddress.byteLength(version)];
    for (int i = 0; i < octets.length; i++) {
      int shift = (octets.length - 1 - i) * Byte.SIZE;
      octets[i] = (byte) (shift >= Long.SIZE ? high >>> (shift - Long.SIZE) : low >>> shift);
    }
    return IpAddress.valueOf(version, octets);
  }

  Bits and(Bits other) {
    return new Bits(high & other.high, low & other.low);
  }

  Bits or(Bits other) {
    return new Bits(high | other.high, low | other.low);
  }

  Bits xor(Bits other) {
    return new Bits(high ^ other.high, low ^ other.low);
  }

  Bits next() {
    return new Bits(low == -1L ? high + 1 : high, low + 1);
  }

  boolean isZero() {
    return (high | low) == 0;
  }

  int count() {
    return Long.bitCount(high) + Long.bitCount(low);
  }

  /** Whether bit {@code index} is one; bit 0 is the lowest. */
  boolean bit(int index) {
    return ((index < Long.SIZE ? low >>> index : high >>> (index - Long.SIZE)) & 1) != 0;
  }

  @Override
  public int compareTo(Bits other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bits && high == ((Bits) other).high && low == ((Bits) other).low;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(high * 0x9E3779B97F4A7C15L) + Long.hashCode(low);
  }

  @Override
  public String toString() {
    return high == 0 ? Long.toUnsignedString(low) : String.format("0x%x%016x", high, low);
  }
}
