package org.op25b.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The rules of one table that can match packets of one kind, highest priority first. */
final class TableRules {
  /** A rule and what it asks of the fields in which the packets differ. */
  static final class Entry {
    final SwitchRule rule;
    final Map<Field, Ternary> box;
    final Step step;

    Entry(SwitchRule rule, Map<Field, Ternary> box) {
      this.rule = rule;
      this.box = box;
      this.step = Step.of(rule);
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  TableRules(Iterable<SwitchRule> rules, int table, Universe universe) {
    for (SwitchRule rule : rules) {
      if (rule.table() == table) {
        universe.restrict(rule.match()).ifPresent(box -> entries.add(new Entry(rule, box)));
      }
    }
    entries.sort(Comparator.comparingInt((Entry entry) -> entry.rule.priority()).reversed());
  }

  List<Entry> entries() {
    return entries;
  }

  /**
   * Returns the rules in batches, highest priority first. A batch is either any number of
   * priorities whose rules all do the same, so that their order means nothing, or one priority
   * whose rules do different things.
   */
  List<List<Entry>> batches() {
    List<List<Entry>> batches = new ArrayList<>();
    List<Entry> uniform = null;
    for (int from = 0; from < entries.size(); ) {
      int to = from + 1;
      boolean same = true;
      Entry head = entries.get(from);
      while (to < entries.size() && entries.get(to).rule.priority() == head.rule.priority()) {
        same &= entries.get(to).step.equals(head.step);
        to++;
      }
      List<Entry> level = entries.subList(from, to);
      if (same && uniform != null && uniform.get(0).step.equals(head.step)) {
        uniform.addAll(level);
      } else {
        List<Entry> batch = new ArrayList<>(level);
        batches.add(batch);
        uniform = same ? batch : null;
      }
      from = to;
    }
    return batches;
  }
}
