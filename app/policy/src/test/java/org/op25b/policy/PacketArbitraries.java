package org.op25b.policy;

import com.google.common.collect.ImmutableList;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;

/** Arbitrary packets, most of them at the boundaries of a policy's prefixes. */
public final class PacketArbitraries {
  private static final ImmutableList<Integer> PORTS = ImmutableList.of(25, 0, 587, 465, 1, 50000);

  private PacketArbitraries() {}

  /** Returns packets of either family. */
  public static Arbitrary<TcpPacket> packets(Policy policy) {
    return Arbitraries.of(true, false).flatMap(ip4 -> packets(policy, ip4));
  }

  private static Arbitrary<TcpPacket> packets(Policy policy, boolean ip4) {
    Arbitrary<IpAddress> addresses = addresses(policy, ip4);
    Arbitrary<Integer> ports = Arbitraries.of(PORTS);
    return Combinators.combine(addresses, ports, addresses, ports).as(TcpPacket::of);
  }

  private static Arbitrary<IpAddress> addresses(Policy policy, boolean ip4) {
    List<IpAddress> boundaries =
        boundaries(policy).stream()
            .filter(address -> address.isIp4() == ip4)
            .collect(Collectors.toList());
    Arbitrary<IpAddress> inUniverse = PolicyArbitraries.addresses(ip4);
    return boundaries.isEmpty()
        ? inUniverse
        : Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.of(boundaries)), Tuple.of(1, inUniverse));
  }

  /**
   * Returns the first and last address of every prefix that the policy mentions, and their
   * neighbours.
   */
  public static List<IpAddress> boundaries(Policy policy) {
    Stream<IpPrefix> ofGroups =
        policy.mailServerGroups().stream()
            .flatMap(
                group ->
                    Stream.concat(
                        group.servers().stream(),
                        group
                            .inbound()
                            .map(in -> Stream.concat(in.allow().stream(), in.deny().stream()))
                            .orElse(Stream.empty())));
    Stream<IpPrefix> ofPools = policy.pools().stream().flatMap(pool -> pool.prefixes().stream());
    Stream<IpPrefix> ofExemptions =
        policy.exemptions().stream()
            .flatMap(x -> Stream.concat(Stream.of(x.prefix()), x.destinations().stream()));
    return boundaries(
        Stream.of(ofGroups, ofPools, ofExemptions)
            .flatMap(prefixes -> prefixes)
            .collect(Collectors.toList()));
  }

  /** Returns the first, middle and last address of every prefix, and their neighbours. */
  public static List<IpAddress> boundaries(List<IpPrefix> prefixes) {
    return prefixes.stream()
        .flatMap(prefix -> boundaries(prefix).stream())
        .distinct()
        .collect(Collectors.toList());
  }

  private static List<IpAddress> boundaries(IpPrefix prefix) {
    int bits = prefix.isIp4() ? 32 : 128;
    BigInteger first = new BigInteger(1, prefix.address().toOctets());
    BigInteger size = BigInteger.ONE.shiftLeft(bits - prefix.prefixLength());
    BigInteger all = BigInteger.ONE.shiftLeft(bits);
    List<IpAddress> result = new ArrayList<>();
    for (BigInteger edge : ImmutableList.of(first, first.add(size))) {
      result.add(address(edge.mod(all), prefix));
      result.add(address(edge.subtract(BigInteger.ONE).mod(all), prefix));
    }
    result.add(address(first.add(size.shiftRight(1)).mod(all), prefix));
    return result;
  }

  private static IpAddress address(BigInteger value, IpPrefix like) {
    byte[] bytes = value.toByteArray();
    byte[] octets = new byte[like.isIp4() ? 4 : 16];
    int count = Math.min(bytes.length, octets.length);
    System.arraycopy(bytes, bytes.length - count, octets, octets.length - count, count);
    return IpAddress.valueOf(like.version(), octets);
  }
}
