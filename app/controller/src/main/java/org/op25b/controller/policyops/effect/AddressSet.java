package org.op25b.controller.policyops.effect;

import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.Pool;

/** The addresses of some pools, both families, to be asked about overlaps without a loop. */
final class AddressSet {
  /** Puts IPv6 addresses behind all of IPv4. */
  private static final BigInteger IPV6_BASE =
      BigInteger.ONE.shiftLeft(IpPrefix.MAX_INET_MASK_LENGTH);

  private final RangeSet<BigInteger> ranges = TreeRangeSet.create();

  private AddressSet() {}

  static AddressSet of(Stream<Pool> pools) {
    AddressSet set = new AddressSet();
    pools
        .flatMap(pool -> pool.prefixes().stream())
        .forEach(prefix -> set.ranges.add(range(prefix)));
    return set;
  }

  boolean overlaps(IpPrefix prefix) {
    return ranges.intersects(range(prefix));
  }

  /** How many addresses {@code prefix} has. */
  static BigInteger size(IpPrefix prefix) {
    int bits = prefix.isIp4() ? IpPrefix.MAX_INET_MASK_LENGTH : IpPrefix.MAX_INET6_MASK_LENGTH;
    return BigInteger.ONE.shiftLeft(bits - prefix.prefixLength());
  }

  private static Range<BigInteger> range(IpPrefix prefix) {
    BigInteger address = new BigInteger(1, prefix.address().toOctets());
    BigInteger first = prefix.isIp4() ? address : address.add(IPV6_BASE);
    return Range.closedOpen(first, first.add(size(prefix)));
  }
}
