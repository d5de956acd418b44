package org.op25b.proof;

import static com.google.common.base.Preconditions.checkArgument;

import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;

/**
 * What a rule asks of one header field: a value and a mask, whose one bits must agree (OpenFlow
 * 1.3.5, section 7.2.3.5). Masks need not be prefixes.
 */
public final class Ternary {
  private final int width;
  private final Bits value;
  private final Bits mask;

  private Ternary(int width, Bits value, Bits mask) {
    this.width = width;
    this.mask = mask.and(Bits.ones(width));
    this.value = value.and(this.mask);
  }

  /** Matches exactly {@code value} in a field of {@code width} bits, at most 64. */
  public static Ternary exact(int width, long value) {
    return masked(width, value, -1L);
  }

  /** Matches {@code value} where {@code mask} has one bits; {@code width} is at most 64. */
  public static Ternary masked(int width, long value, long mask) {
    checkArgument(width > 0 && width <= Long.SIZE, "width %s is not in 1..64", width);
    checkArgument(
        Bits.of(value).compareTo(Bits.ones(width)) <= 0, "%s does not fit %s bits", value, width);
    return new Ternary(width, Bits.of(value), Bits.of(mask));
  }

  /** Matches the addresses of {@code prefix}. */
  public static Ternary of(IpPrefix prefix) {
    int width = prefix.isIp4() ? IpPrefix.MAX_INET_MASK_LENGTH : IpPrefix.MAX_INET6_MASK_LENGTH;
    return leading(width, Bits.of(prefix.address()), prefix.prefixLength());
  }

  /** Matches {@code value} where {@code mask}, an address of the same family, has one bits. */
  public static Ternary masked(IpAddress value, IpAddress mask) {
    checkArgument(value.version() == mask.version(), "%s and %s differ in family", value, mask);
    int width = IpAddress.byteLength(value.version()) * Byte.SIZE;
    return new Ternary(width, Bits.of(value), Bits.of(mask));
  }

  static Ternary leading(int width, Bits value, int length) {
    return new Ternary(width, value, Bits.ones(width).xor(Bits.ones(width - length)));
  }

  static Ternary any(int width) {
    return new Ternary(width, Bits.ZERO, Bits.ZERO);
  }

  /** The width of the field, in bits. */
  public int width() {
    return width;
  }

  Bits value() {
    return value;
  }

  Bits mask() {
    return mask;
  }

  boolean isAny() {
    return mask.isZero();
  }

  boolean isPrefix() {
    Bits free = mask.xor(Bits.ones(width));
    return free.and(free.next()).isZero();
  }

  /** How many leading bits are fixed; the whole condition when {@link #isPrefix}. */
  int leadingBits() {
    int length = 0;
    while (length < width && mask.bit(width - 1 - length)) {
      length++;
    }
    return length;
  }

  /** The lowest value that matches. */
  Bits first() {
    return value;
  }

  /** The highest value that matches. */
  Bits last() {
    return value.or(mask.xor(Bits.ones(width)));
  }

  boolean matches(Bits field) {
    return field.xor(value).and(mask).isZero();
  }

  boolean intersects(Ternary other) {
    return value.xor(other.value).and(mask).and(other.mask).isZero();
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Ternary)) {
      return false;
    }
    Ternary that = (Ternary) other;
    return width == that.width && value.equals(that.value) && mask.equals(that.mask);
  }

  @Override
  public int hashCode() {
    return 31 * value.hashCode() + mask.hashCode();
  }

  /** The condition as a prefix, if it is one and the field is an address of {@code version}. */
  String toString(IpAddress.Version version) {
    return isPrefix() && width == IpAddress.byteLength(version) * Byte.SIZE
        ? IpPrefix.valueOf(value.toAddress(version), leadingBits()).toString()
        : toString();
  }

  @Override
  public String toString() {
    return mask.count() == width ? value.toString() : value + "/" + mask;
  }
}
