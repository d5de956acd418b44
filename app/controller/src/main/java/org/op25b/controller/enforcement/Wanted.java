package org.op25b.controller.enforcement;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onosproject.net.flow.FlowRule;

/** What one switch should hold of this application. */
final class Wanted {
  static final Wanted NOTHING = of(ImmutableList.of());

  private final ImmutableList<FlowRule> rules;
  private final Optional<FlowRule> gate;
  private final Optional<Change> change;

  /**
   * Stands for this object in changes: to hold the object itself would keep all that came before.
   */
  private final Object mark = new Object();

  /** How one came from another. */
  static final class Change {
    private final Object from;
    private final ImmutableList<FlowRule> put;
    private final ImmutableList<FlowRule> removed;

    private Change(Object from, Iterable<FlowRule> put, Iterable<FlowRule> removed) {
      this.from = from;
      this.put = ImmutableList.copyOf(put);
      this.removed = ImmutableList.copyOf(removed);
    }

    /** What is new or does something else than before. */
    ImmutableList<FlowRule> put() {
      return put;
    }

    /** What is no longer wanted, unless an equal rule is {@link #put}. */
    ImmutableList<FlowRule> removed() {
      return removed;
    }
  }

  private Wanted(Iterable<FlowRule> rules, Optional<FlowRule> gate, Optional<Change> change) {
    this.rules = ImmutableList.copyOf(rules);
    this.gate = gate;
    this.change = change;
  }

  /** Rules that share their table with everybody's forwarding. */
  static Wanted of(Iterable<FlowRule> rules) {
    return new Wanted(rules, Optional.empty(), Optional.empty());
  }

  /** Rules before a gate. */
  static Wanted behindGate(Iterable<FlowRule> rules, FlowRule gate) {
    return new Wanted(rules, Optional.of(gate), Optional.empty());
  }

  /** Returns what is wanted after this, with the same gate or none. */
  Wanted changed(Iterable<FlowRule> all, List<FlowRule> put, List<FlowRule> removed) {
    return new Wanted(all, gate, Optional.of(new Change(mark, put, removed)));
  }

  /** The rules, without the gate. */
  ImmutableList<FlowRule> rules() {
    return rules;
  }

  /** The rule that lets packets through to the forwarding table, in strategy gate. */
  Optional<FlowRule> gate() {
    return gate;
  }

  /** Whether these rules of ONOS's store are all of it and nothing else, and end in time. */
  boolean is(Set<FlowRule> stored) {
    if (stored.size() != rules.size() + (gate.isPresent() ? 1 : 0)
        || !stored.containsAll(gate.map(ImmutableList::of).orElse(ImmutableList.of()))
        || !stored.containsAll(rules)) {
      return false;
    }
    Map<FlowRule, FlowRule> ending = EndingRule.among(rules);
    return ending.isEmpty()
        || stored.stream()
            .filter(ending::containsKey)
            .noneMatch(rule -> EndingRule.endsWrongly(ending.get(rule), rule));
  }

  /** Returns what leads from {@code before} to this, if it is known without comparing. */
  Optional<Change> since(Wanted before) {
    return change.filter(known -> known.from == before.mark);
  }
}
