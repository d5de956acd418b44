package org.op25b.controller.wouldblock;

import java.math.BigInteger;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;

/** The longer prefixes that make up a shorter one. */
final class Pieces {
  private Pieces() {}

  /** Returns the {@code n}-th prefix of {@code length} bits in {@code whole}, counted from 0. */
  static IpPrefix nth(IpPrefix whole, int length, int n) {
    byte[] first = whole.address().toOctets();
    int bits = first.length * 8;
    byte[] sum =
        new BigInteger(1, first).add(BigInteger.valueOf(n).shiftLeft(bits - length)).toByteArray();
    byte[] octets = new byte[first.length];
    for (int i = 1; i <= Math.min(sum.length, octets.length); i++) {
      octets[octets.length - i] = sum[sum.length - i];
    }
    return IpPrefix.valueOf(
        whole.isIp4() ? IpAddress.Version.INET : IpAddress.Version.INET6, octets, length);
  }
}
