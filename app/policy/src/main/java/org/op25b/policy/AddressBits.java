package org.op25b.policy;

import org.onlab.packet.IpAddress;

/**
 * Addresses as unsigned 128-bit numbers in two longs, most significant bit first. An IPv4 address
 * fills the upper 32 bits, so that prefixes of both families are cut by the same code.
 */
public final class AddressBits {
  private AddressBits() {}

  /** The upper half of an address of 4 or 16 octets. */
  public static long high(byte[] octets) {
    if (octets.length == IpAddress.INET_BYTE_LENGTH) {
      return bits(octets, 0) << 32;
    }
    return (bits(octets, 0) << 32) | bits(octets, 4);
  }

  /** The lower half; 0 for IPv4. */
  public static long low(byte[] octets) {
    if (octets.length == IpAddress.INET_BYTE_LENGTH) {
      return 0;
    }
    return (bits(octets, 8) << 32) | bits(octets, 12);
  }

  private static long bits(byte[] octets, int at) {
    return ((octets[at] & 0xffL) << 24)
        | ((octets[at + 1] & 0xffL) << 16)
        | ((octets[at + 2] & 0xffL) << 8)
        | (octets[at + 3] & 0xffL);
  }

  /** The upper half of the last address of a prefix that starts at {@code high}. */
  static long lastHigh(long high, int length) {
    return length >= Long.SIZE ? high : high | (-1L >>> length);
  }

  /** The lower half of the last address of a prefix that starts at {@code low}. */
  static long lastLow(long low, int length) {
    if (length <= Long.SIZE) {
      return -1L;
    }
    return length >= 2 * Long.SIZE ? low : low | (-1L >>> (length - Long.SIZE));
  }
}
