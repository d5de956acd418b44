package org.op25b.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.onosproject.net.DeviceId;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Exemption;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;
import org.op25b.policy.TcpPacket;

/**
 * A provider of {@value #POOLS} pools: an IPv4 /16 and an IPv6 /40 each, most of them blocked.
 * Exemptions lie anywhere in the pools: three in four are a single IPv4 address, the others a /29,
 * an IPv6 /64 or an IPv6 address; one in a hundred reaches one destination only. Always the same,
 * by a fixed seed.
 */
final class Workload {
  static final int POOLS = 100;
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final DeviceId EDGE = DeviceId.deviceId("of:1");

  private static final long SEED = 25;

  private Workload() {}

  static Policy policy(int exemptions) {
    return Policy.builder()
        .setEdges(EdgeSwitch.builder().setDevice(EDGE).build())
        .setMailServerGroups(
            MailServerGroup.builder()
                .setName("own")
                .setServers(
                    IpPrefix.valueOf("203.0.113.25/32"),
                    IpPrefix.valueOf("203.0.113.26/32"),
                    IpPrefix.valueOf("2001:db8:25::25/128"))
                .build())
        .setPools(pools())
        .setExemptions(exemptions(exemptions))
        .build();
  }

  static EdgePolicy edgePolicy(int exemptions) {
    return policy(exemptions).at(EDGE);
  }

  private static List<Pool> pools() {
    List<Pool> pools = new ArrayList<>();
    for (int i = 0; i < POOLS; i++) {
      pools.add(
          Pool.builder()
              .setName("pool-" + i)
              .setPrefixes(IpPrefix.valueOf(ip4(i, 0), 16), IpPrefix.valueOf(ip6(i, 0, 0), 40))
              .setMailServers("own")
              .setPhase(i % 20 == 0 ? Phase.BLOCK_ALL : i % 20 == 1 ? Phase.MONITOR : Phase.BLOCK)
              .build());
    }
    return pools;
  }

  static List<Exemption> exemptions(int count) {
    Random random = new Random(SEED);
    List<Exemption> exemptions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      exemptions.add(exemption("x" + i, random));
    }
    return exemptions;
  }

  static Exemption exemption(String id, Random random) {
    IpPrefix prefix = prefix(random);
    Exemption.Builder exemption =
        Exemption.builder().setId(id).setCustomer("C-" + random.nextInt(5_000)).setPrefix(prefix);
    if (random.nextInt(100) == 0) {
      exemption.setDestinations(destination(prefix));
    }
    return exemption.build();
  }

  /** An exemption that reaches one destination, the one that all such exemptions reach. */
  static Exemption scoped(String id, Random random) {
    Exemption exemption = exemption(id, random);
    return exemption.toBuilder().setDestinations(destination(exemption.prefix())).build();
  }

  private static IpPrefix destination(IpPrefix prefix) {
    return IpPrefix.valueOf(prefix.isIp4() ? "192.0.2.25/32" : "2001:db8:a::25/128");
  }

  static EdgePolicy withoutOneServer(EdgePolicy policy) {
    MailServerGroup own = policy.mailServerGroups().get(0);
    return policy.toBuilder()
        .setMailServerGroups(
            ImmutableList.of(own.toBuilder().setServers(Iterables.skip(own.servers(), 1)).build()))
        .build();
  }

  static EdgePolicy withOnePoolOff(EdgePolicy policy) {
    List<Pool> pools = new ArrayList<>(policy.pools());
    pools.set(POOLS / 2, pools.get(POOLS / 2).toBuilder().setPhase(Phase.OFF).build());
    return policy.toBuilder().setPools(pools).build();
  }

  private static IpPrefix prefix(Random random) {
    int pool = random.nextInt(POOLS);
    switch (random.nextInt(20)) {
      case 0:
      case 1:
        return IpPrefix.valueOf(ip4(pool, random.nextInt(65_536)), 29);
      case 2:
      case 3:
        return IpPrefix.valueOf(ip6(pool, random.nextInt(1 << 24), 0), 64);
      case 4:
        return IpPrefix.valueOf(ip6(pool, random.nextInt(1 << 24), random.nextLong()), 128);
      default:
        return IpPrefix.valueOf(ip4(pool, random.nextInt(65_536)), 32);
    }
  }

  /** Packets of which most are on port 25 and half come from exempt customers. */
  static ImmutableList<TcpPacket> packets(List<Exemption> exemptions, int count) {
    Random random = new Random(SEED + 1);
    ImmutableList.Builder<TcpPacket> packets = ImmutableList.builder();
    for (int i = 0; i < count; i++) {
      IpPrefix prefix =
          random.nextBoolean()
              ? exemptions.get(random.nextInt(exemptions.size())).prefix()
              : prefix(random);
      IpAddress customer = prefix.address();
      String other = customer.isIp4() ? "192.0.2." : "2001:db8:a::";
      String own = customer.isIp4() ? "203.0.113.25" : "2001:db8:25::25";
      IpAddress peer = IpAddress.valueOf(random.nextInt(4) == 0 ? own : other + "25");
      switch (random.nextInt(10)) {
        case 0:
          packets.add(TcpPacket.of(peer, 25, customer, 50_000));
          break;
        case 1:
          packets.add(TcpPacket.fragmentOf(customer, peer));
          break;
        default:
          packets.add(TcpPacket.of(customer, 50_000, peer, 25));
      }
    }
    return packets.build();
  }

  private static IpAddress ip4(int pool, int host) {
    return IpAddress.valueOf((10 << 24) | (pool << 16) | host);
  }

  private static IpAddress ip6(int pool, int net, long host) {
    byte[] octets = new byte[16];
    octets[0] = 0x20;
    octets[1] = 0x01;
    octets[2] = 0x0d;
    octets[3] = (byte) 0xb8;
    octets[4] = (byte) pool;
    for (int i = 0; i < 3; i++) {
      octets[5 + i] = (byte) (net >>> (16 - 8 * i));
    }
    for (int i = 0; i < 8; i++) {
      octets[8 + i] = (byte) (host >>> (56 - 8 * i));
    }
    return IpAddress.valueOf(IpAddress.Version.INET6, octets);
  }
}
