package org.op25b.explain;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Multimaps;
import java.util.Comparator;
import org.op25b.compile.Rule;
import org.op25b.compile.RuleTable;
import org.op25b.compile.trie.Family;
import org.op25b.policy.TcpPacket;

/**
 * Finds the rules of a table that a packet meets, as Open vSwitch does: one hash table for each
 * priority and shape of match (tuple space search, Srinivasan et al., SIGCOMM 1999), highest
 * priority first. Shapes that a packet's family and ports rule out are not even looked at.
 */
final class RuleIndex {
  private static final int GUARD_TABLES = 2;

  /** Ports by what rules can tell about them: unseen, 25, any other. */
  private static final int[] PORTS = {TcpPacket.UNSEEN, TcpPacket.SMTP, 65_535};

  private final RuleGroup[][] groups;

  RuleIndex(RuleTable table) {
    ImmutableList<RuleGroup> all =
        Multimaps.index(table.rules(), RuleGroup::alike).asMap().values().stream()
            .map(rules -> new RuleGroup(ImmutableList.copyOf(rules)))
            .sorted(Comparator.comparingInt(RuleGroup::priority).reversed())
            .collect(toImmutableList());
    this.groups = new RuleGroup[GUARD_TABLES * 2 * PORTS.length * PORTS.length][];
    for (int number = 0; number < GUARD_TABLES; number++) {
      for (Family family : Family.values()) {
        for (int source : PORTS) {
          for (int destination : PORTS) {
            int of = number;
            groups[at(number, family == Family.IPV4, source, destination)] =
                all.stream()
                    .filter(g -> g.table() == of && g.isFor(family, source, destination))
                    .toArray(RuleGroup[]::new);
          }
        }
      }
    }
  }

  private static int at(int table, boolean ip4, int sourcePort, int destinationPort) {
    int families = 2 * table + (ip4 ? 0 : 1);
    return (families * PORTS.length + portClass(sourcePort)) * PORTS.length
        + portClass(destinationPort);
  }

  private static int portClass(int port) {
    return port == TcpPacket.UNSEEN ? 0 : port == TcpPacket.SMTP ? 1 : 2;
  }

  /** The rules that decide about {@code packet}, one for each table that it comes through. */
  ImmutableList<Rule> path(TcpPacket packet) {
    Rule first = find(0, packet);
    if (first == null) {
      return ImmutableList.of();
    }
    Rule second =
        first.action().nextTable().isPresent()
            ? find(first.action().nextTable().getAsInt(), packet)
            : null;
    return second == null ? ImmutableList.of(first) : ImmutableList.of(first, second);
  }

  private Rule find(int table, TcpPacket packet) {
    if (table >= GUARD_TABLES) {
      return null;
    }
    RuleGroup[] highestFirst =
        groups[at(table, packet.ip4(), packet.sourcePort(), packet.destinationPort())];
    for (RuleGroup group : highestFirst) {
      Rule rule = group.find(packet);
      if (rule != null) {
        return rule;
      }
    }
    return null;
  }
}
