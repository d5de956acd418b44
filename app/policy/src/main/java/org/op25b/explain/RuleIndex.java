package org.op25b.explain;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Multimaps;
import java.util.Comparator;
import org.op25b.compile.Rule;
import org.op25b.compile.RuleTable;
import org.op25b.policy.TcpPacket;

/**
 * Finds the rules of a table that a packet meets, as Open vSwitch does: one hash table for each
 * shape of match (tuple space search, Srinivasan et al., SIGCOMM 1999), highest priority first.
 */
final class RuleIndex {
  private static final int GUARD_TABLES = 2;

  private final ImmutableList<ImmutableList<RuleGroup>> groupsOfTable;

  RuleIndex(RuleTable table) {
    ImmutableList<RuleGroup> groups =
        Multimaps.index(table.rules(), RuleGroup::shape).asMap().values().stream()
            .map(rules -> new RuleGroup(ImmutableList.copyOf(rules)))
            .sorted(Comparator.comparingInt(RuleGroup::highestPriority).reversed())
            .collect(toImmutableList());
    ImmutableList.Builder<ImmutableList<RuleGroup>> tables = ImmutableList.builder();
    for (int number = 0; number < GUARD_TABLES; number++) {
      int of = number;
      tables.add(groups.stream().filter(g -> g.table() == of).collect(toImmutableList()));
    }
    this.groupsOfTable = tables.build();
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
    if (table >= groupsOfTable.size()) {
      return null;
    }
    Rule best = null;
    ImmutableList<RuleGroup> groups = groupsOfTable.get(table);
    for (int i = 0; i < groups.size(); i++) {
      RuleGroup group = groups.get(i);
      if (best != null && best.priority() >= group.highestPriority()) {
        break;
      }
      Rule rule = group.find(packet);
      if (rule != null && (best == null || rule.priority() > best.priority())) {
        best = rule;
      }
    }
    return best;
  }
}
