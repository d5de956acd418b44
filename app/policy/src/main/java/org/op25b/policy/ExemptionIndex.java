package org.op25b.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.time.Instant;
import java.util.Arrays;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;

/** Finds the live exemption that covers a packet. */
final class ExemptionIndex {
  private final PrefixIndex index;

  /** Exemptions grouped by node, in their order; node n owns those from start[n] to start[n+1]. */
  private final Exemption[] byNode;

  private final int[] start;

  ExemptionIndex(ImmutableList<Exemption> exemptions) {
    this.index = PrefixIndex.of(Lists.transform(exemptions, Exemption::prefix));
    this.start = new int[index.nodes() + 1];
    for (int position = 0; position < exemptions.size(); position++) {
      start[index.nodeOf(position) + 1]++;
    }
    for (int node = 0; node < index.nodes(); node++) {
      start[node + 1] += start[node];
    }
    this.byNode = new Exemption[exemptions.size()];
    int[] next = Arrays.copyOf(start, start.length);
    for (int position = 0; position < exemptions.size(); position++) {
      byNode[next[index.nodeOf(position)]++] = exemptions.get(position);
    }
  }

  /**
   * Returns the exemption that lets {@code packet} pass in {@code direction}, or null. Of several,
   * the one with the longest prefix, and of those the first in the policy.
   */
  Exemption find(TcpPacket packet, Direction direction, Instant instant) {
    boolean toward = direction == Direction.TOWARD_25;
    int node =
        toward
            ? index.longestMatch(packet.ip4(), packet.sourceHigh(), packet.sourceLow())
            : index.longestMatch(packet.ip4(), packet.destinationHigh(), packet.destinationLow());
    IpAddress other = toward ? packet.destination() : packet.source();
    for (; node != PrefixIndex.NONE; node = index.parent(node)) {
      for (int at = start[node]; at < start[node + 1]; at++) {
        Exemption exemption = byNode[at];
        if (reaches(exemption, other) && exemption.isLiveAt(instant)) {
          return exemption;
        }
      }
    }
    return null;
  }

  private static boolean reaches(Exemption exemption, IpAddress other) {
    if (!exemption.isScoped()) {
      return true;
    }
    for (IpPrefix destination : exemption.destinations()) {
      if (destination.contains(other)) {
        return true;
      }
    }
    return false;
  }
}
