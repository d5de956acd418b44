package org.op25b.proof;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.onosproject.net.DeviceId;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Exemption;
import org.op25b.policy.InboundAction;
import org.op25b.policy.InboundPolicy;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;
import org.op25b.policy.RateLimit;
import org.op25b.policy.TcpPacket;

/**
 * One family with so few addresses that every packet can be tried: the eight addresses of one
 * prefix, and one for each larger prefix around it.
 */
final class TinyWorld {
  static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  static final ImmutableList<Integer> PORTS = ImmutableList.of(0, 25, 26, 587);
  static final RateLimit LIMIT = RateLimit.of(100, RateLimit.Unit.PACKETS_PER_SECOND);
  static final RateLimit OTHER_LIMIT = RateLimit.of(64, RateLimit.Unit.KBIT_PER_SECOND);

  private static final int BITS = 3;
  private static final DeviceId DEVICE = DeviceId.deviceId("of:1");

  final boolean ip4;
  final int width;
  private final Random random;
  private final ImmutableList<IpAddress> addresses;

  TinyWorld(boolean ip4, Random random) {
    this.ip4 = ip4;
    this.width = ip4 ? 32 : 128;
    this.random = random;
    ImmutableList.Builder<IpAddress> all = ImmutableList.builder();
    for (int last = 0; last < 1 << BITS; last++) {
      all.add(address(last));
    }
    // For each length of prefix one address that only shorter prefixes share with the eight.
    all.add(address(1 << BITS));
    all.add(IpAddress.valueOf(ip4 ? "11.0.0.0" : "2001:db9::"));
    all.add(IpAddress.valueOf(ip4 ? "138.0.0.0" : "a001:db8::"));
    this.addresses = all.build();
  }

  IpAddress address(int last) {
    return IpAddress.valueOf((ip4 ? "10.0.0." : "2001:db8::") + last);
  }

  /** Every address that some condition of this world may treat apart. */
  ImmutableList<IpAddress> addresses() {
    return addresses;
  }

  List<TcpPacket> packets() {
    List<TcpPacket> result = new ArrayList<>();
    for (IpAddress source : addresses) {
      for (IpAddress destination : addresses) {
        for (int sourcePort : PORTS) {
          for (int destinationPort : PORTS) {
            result.add(TcpPacket.of(source, sourcePort, destination, destinationPort));
          }
        }
      }
    }
    return result;
  }

  IpPrefix prefix() {
    int length =
        random.nextInt(10) == 0
            ? new int[] {0, 1, width / 4}[random.nextInt(3)]
            : width - random.nextInt(BITS + 1);
    return IpPrefix.valueOf(address(random.nextInt(1 << BITS)), length);
  }

  List<IpPrefix> prefixes(int most) {
    Set<IpPrefix> result = new LinkedHashSet<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      result.add(prefix());
    }
    return new ArrayList<>(result);
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  EdgePolicy policy() {
    List<MailServerGroup> groups = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      MailServerGroup.Builder group =
          MailServerGroup.builder().setName("g" + i).setServers(prefixes(2));
      if (random.nextInt(3) == 0) {
        group.setInbound(
            InboundPolicy.builder()
                .setAllow(prefixes(2))
                .setDeny(prefixes(2))
                .setDenyAction(inboundAction())
                .setDefaultAction(inboundAction())
                .build());
      }
      groups.add(group.build());
    }
    List<Pool> pools = new ArrayList<>();
    Set<IpPrefix> taken = new LinkedHashSet<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      List<IpPrefix> prefixes = prefixes(3);
      prefixes.removeIf(prefix -> !taken.add(prefix));
      pools.add(
          Pool.builder()
              .setName("p" + i)
              .setPrefixes(prefixes)
              .setPhase(oneOf(ImmutableList.copyOf(Phase.values())))
              .setMailServers(groups.isEmpty() ? new String[0] : new String[] {"g1"})
              .setFragmentGuard(random.nextInt(4) > 0)
              .setReturnPathGuard(random.nextInt(4) > 0)
              .build());
    }
    List<Exemption> exemptions = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Exemption.Builder exemption =
          Exemption.builder()
              .setId("x" + i)
              .setCustomer("C-" + i)
              .setPrefix(prefix())
              .setDestinations(prefixes(2));
      if (random.nextInt(4) == 0) {
        exemption.setExpires(random.nextBoolean() ? NOW : NOW.plusSeconds(1));
      }
      exemptions.add(exemption.build());
    }
    return Policy.builder()
        .setEdges(EdgeSwitch.builder().setDevice(DEVICE).setBorder(random.nextBoolean()).build())
        .setMailServerGroups(groups)
        .setPools(pools)
        .setExemptions(exemptions)
        .build()
        .at(DEVICE);
  }

  private InboundAction inboundAction() {
    return oneOf(
        ImmutableList.of(
            InboundAction.pass(),
            InboundAction.block(),
            InboundAction.limitTo(LIMIT),
            InboundAction.limitTo(OTHER_LIMIT)));
  }

  /** Any condition on an address: a prefix or an arbitrary mask. */
  Ternary ternary() {
    if (random.nextInt(4) > 0) {
      return Ternary.of(prefix());
    }
    byte[] mask = (ip4 ? IpAddress.valueOf("0.0.0.0") : IpAddress.valueOf("::")).toOctets();
    if (random.nextBoolean()) {
      Arrays.fill(mask, (byte) 0xff);
    }
    mask[mask.length - 1] = (byte) (random.nextInt(1 << BITS) | (mask[0] & 0xf8));
    return Ternary.masked(
        address(random.nextInt(1 << BITS)), IpAddress.valueOf(address(0).version(), mask));
  }
}
