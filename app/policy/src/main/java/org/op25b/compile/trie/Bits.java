package org.op25b.compile.trie;

/** Addresses as unsigned 128-bit numbers in two longs; IPv4 fills the upper 32 bits. */
final class Bits {
  private Bits() {}

  /** The bit at {@code position}, counted from the most significant, which is 0. */
  static int bit(long high, long low, int position) {
    return (int)
            (position < Long.SIZE
                ? high >>> (Long.SIZE - 1 - position)
                : low >>> (2 * Long.SIZE - 1 - position))
        & 1;
  }

  /** The upper half of the number whose only set bit is at {@code position}. */
  static long highBit(int position) {
    return position < Long.SIZE ? Long.MIN_VALUE >>> position : 0;
  }

  /** The lower half of the number whose only set bit is at {@code position}. */
  static long lowBit(int position) {
    return position < Long.SIZE ? 0 : Long.MIN_VALUE >>> (position - Long.SIZE);
  }

  /** The upper half of an address cut to its first {@code length} bits. */
  static long cutHigh(long high, int length) {
    return length == 0 ? 0 : length >= Long.SIZE ? high : high & (-1L << (Long.SIZE - length));
  }

  /** The lower half of an address cut to its first {@code length} bits. */
  static long cutLow(long low, int length) {
    return length <= Long.SIZE
        ? 0
        : length >= 2 * Long.SIZE ? low : low & (-1L << (2 * Long.SIZE - length));
  }

  /** The number of leading bits in which two addresses agree, at most 128. */
  static int common(long high, long low, long otherHigh, long otherLow) {
    long difference = high ^ otherHigh;
    return difference != 0
        ? Long.numberOfLeadingZeros(difference)
        : Long.SIZE + Long.numberOfLeadingZeros(low ^ otherLow);
  }
}
