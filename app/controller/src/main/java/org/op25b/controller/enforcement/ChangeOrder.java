package org.op25b.controller.enforcement;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.onosproject.net.flow.FlowRule;

/**
 * The order in which a table changes without a leak and without a drop too many, as
 * docs/design/change-order.md derives it. A stage is a list of rules that need no order among
 * themselves; the next stage may begin when the one before is confirmed.
 */
final class ChangeOrder {
  private ChangeOrder() {}

  /**
   * Additions to a switch whose present rules are in force: the highest priority first, and the
   * last table first, so that no rule leads to a table that is not yet what it should be.
   */
  static ImmutableList<ImmutableList<FlowRule>> adding(Collection<FlowRule> rules) {
    return stages(rules, Comparator.reverseOrder());
  }

  /** Removals, when all additions are confirmed: the lowest priority first, the first table too. */
  static ImmutableList<ImmutableList<FlowRule>> removing(Collection<FlowRule> rules) {
    return stages(rules, Comparator.naturalOrder());
  }

  /**
   * Additions while the gate is closed, when nothing is forwarded and any order will do: what
   * blocks, then what leads on, then what grants; so what does not fit into a full table is a
   * grant.
   */
  static ImmutableList<ImmutableList<FlowRule>> addingBehindClosedGate(Collection<FlowRule> rules) {
    ImmutableList.Builder<FlowRule> guards = ImmutableList.builder();
    ImmutableList.Builder<FlowRule> grants = ImmutableList.builder();
    for (Effect effect : new Effect[] {Effect.DROP, Effect.LEAD_ON, Effect.PASS}) {
      for (FlowRule rule : rules) {
        if (Effect.of(rule) == effect) {
          (effect == Effect.PASS ? grants : guards).add(rule);
        }
      }
    }
    ImmutableList.Builder<ImmutableList<FlowRule>> stages = ImmutableList.builder();
    for (ImmutableList<FlowRule> stage : ImmutableList.of(guards.build(), grants.build())) {
      if (!stage.isEmpty()) {
        stages.add(stage);
      }
    }
    return stages.build();
  }

  private static ImmutableList<ImmutableList<FlowRule>> stages(
      Collection<FlowRule> rules, Comparator<Integer> order) {
    NavigableMap<Integer, NavigableMap<Integer, List<FlowRule>>> tables = new TreeMap<>(order);
    for (FlowRule rule : rules) {
      tables
          .computeIfAbsent(Effect.table(rule), table -> new TreeMap<>(order))
          .computeIfAbsent(rule.priority(), priority -> new ArrayList<>())
          .add(rule);
    }
    ImmutableList.Builder<ImmutableList<FlowRule>> stages = ImmutableList.builder();
    tables.values().forEach(table -> runsOfOneVerdict(table.values(), stages));
    return stages.build();
  }

  private static void runsOfOneVerdict(
      Collection<List<FlowRule>> levels, ImmutableList.Builder<ImmutableList<FlowRule>> stages) {
    List<FlowRule> run = new ArrayList<>();
    boolean drops = false;
    for (List<FlowRule> level : levels) {
      // Rules of one priority that do different things do not overlap: either may come first.
      for (boolean verdict : new boolean[] {drops, !drops}) {
        for (FlowRule rule : level) {
          if (Effect.drops(rule) != verdict) {
            continue;
          }
          if (verdict != drops) {
            if (!run.isEmpty()) {
              stages.add(ImmutableList.copyOf(run));
              run.clear();
            }
            drops = verdict;
          }
          run.add(rule);
        }
      }
    }
    if (!run.isEmpty()) {
      stages.add(ImmutableList.copyOf(run));
    }
  }
}
