package org.op25b.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Phase;
import org.op25b.policy.Pool;
import org.op25b.policy.TcpPacket;

/**
 * The decision as one would write it in an afternoon: hash maps by prefix, tried from the longest
 * length to the shortest. Knows no inbound policies and no reasons.
 */
final class PlainDecider {
  private final PrefixMap<MailServerGroup> servers = new PrefixMap<>();
  private final PrefixMap<Pool> pools = new PrefixMap<>();
  private final PrefixMap<Exemption> exemptions = new PrefixMap<>();

  PlainDecider(EdgePolicy policy) {
    policy.mailServerGroups().forEach(g -> g.servers().forEach(p -> servers.put(p, g)));
    policy.pools().forEach(pool -> pool.prefixes().forEach(p -> pools.put(p, pool)));
    policy.exemptions().forEach(x -> exemptions.put(x.prefix(), x));
  }

  boolean blocks(TcpPacket packet, Instant now) {
    boolean toward = packet.destinationPort() == 25 || packet.destinationPort() == 0;
    boolean from = packet.sourcePort() == 25 || packet.sourcePort() == 0;
    return (toward && blocks(packet.source(), packet.destination(), now))
        || (from && blocks(packet.destination(), packet.source(), now));
  }

  private boolean blocks(IpAddress customer, IpAddress other, Instant now) {
    if (!servers.covering(customer).isEmpty()) {
      return false;
    }
    List<Pool> found = pools.covering(customer);
    if (found.isEmpty()) {
      return false;
    }
    Pool pool = found.get(0);
    if (pool.phase() == Phase.OFF || pool.phase() == Phase.MONITOR) {
      return false;
    }
    for (Exemption exemption : exemptions.covering(customer)) {
      if (exemption.isLiveAt(now)
          && (exemption.destinations().isEmpty()
              || exemption.destinations().stream().anyMatch(d -> d.contains(other)))) {
        return false;
      }
    }
    return pool.phase() == Phase.BLOCK_ALL
        || servers.covering(other).stream().noneMatch(g -> pool.mailServers().contains(g.name()));
  }

  private static final class PrefixMap<V> {
    private final Map<IpPrefix, List<V>> values = new HashMap<>();
    private final TreeSet<Integer> lengths = new TreeSet<>();

    void put(IpPrefix prefix, V value) {
      values.computeIfAbsent(prefix, p -> new ArrayList<>()).add(value);
      lengths.add(prefix.prefixLength());
    }

    List<V> covering(IpAddress address) {
      List<V> found = new ArrayList<>();
      for (int length : lengths.descendingSet()) {
        if (length <= (address.isIp4() ? 32 : 128)) {
          found.addAll(values.getOrDefault(IpPrefix.valueOf(address, length), List.of()));
        }
      }
      return found;
    }
  }
}
