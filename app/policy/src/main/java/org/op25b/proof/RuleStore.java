package org.op25b.proof;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.op25b.policy.Strategy;

/** The rules of a switch in the tables that are ours, found by table, ports and addresses. */
final class RuleStore {
  /** What is kept for one kind of packet; only TCP needs indexes. */
  private final class Part {
    final Universe universe;
    final PortSeparation separation;
    final Map<PortUse, RuleIndex[]> indexes = new EnumMap<>(PortUse.class);

    Part(Universe universe) {
      this.universe = universe;
      this.separation = new PortSeparation(strategy);
      for (PortUse use : universe.isTcp() ? PortUse.values() : new PortUse[0]) {
        RuleIndex[] ofTable = new RuleIndex[tables];
        for (int table = 0; table < tables; table++) {
          ofTable[table] =
              use == PortUse.NAMES_SOURCE || (strategy == Strategy.GATE && table == 1)
                  ? new RuleIndex(universe.destination, universe.source)
                  : new RuleIndex(universe.source, universe.destination);
        }
        indexes.put(use, ofTable);
      }
    }

    void count(SwitchRule rule, int delta) {
      universe
          .restrict(rule.match())
          .ifPresent(
              box -> {
                separation.count(rule, box, delta);
                if (universe.isTcp()) {
                  file(rule, box, delta > 0);
                }
              });
    }

    private void file(SwitchRule rule, Map<Field, Ternary> box, boolean present) {
      RuleIndex index = indexes.get(PortUse.of(box))[rule.table()];
      if (present) {
        index.add(rule, box);
      } else {
        index.remove(rule, box);
      }
    }
  }

  private final Strategy strategy;
  private final int tables;
  private final Multiset<SwitchRule> rules = HashMultiset.create();
  private final Map<Universe, Part> parts = new EnumMap<>(Universe.class);

  RuleStore(Strategy strategy) {
    this.strategy = strategy;
    this.tables = new Pipeline(strategy).tables;
    for (Universe universe : Universe.values()) {
      parts.put(universe, new Part(universe));
    }
  }

  void add(SwitchRule rule) {
    if (rule.table() < tables) {
      rules.add(rule);
      parts.values().forEach(part -> part.count(rule, 1));
    }
  }

  void remove(SwitchRule rule) {
    if (rule.table() < tables && rules.remove(rule)) {
      parts.values().forEach(part -> part.count(rule, -1));
    }
  }

  /** Whether the store holds {@code rule}; rules of tables that are not ours are not held. */
  boolean contains(SwitchRule rule) {
    return rule.table() >= tables || rules.contains(rule);
  }

  Collection<SwitchRule> all() {
    return rules;
  }

  /** Whether the questions toward and from port 25 can be proven apart for {@code universe}. */
  boolean separates(Universe universe) {
    return parts.get(universe).separation.holds();
  }

  /** Whether every packet of a kind other than TCP passes. */
  boolean onlyPasses(Universe universe) {
    return parts.get(universe).separation.onlyPasses();
  }

  /** Whether rules without ports just let pass what no rule that names the port blocks. */
  boolean portlessOnlyPass(Universe universe, PortUse question) {
    return parts.get(universe).separation.portlessOnlyPass(question);
  }

  /**
   * Returns rules that treat the packets of {@code region} as all rules do. Only when {@link
   * #separates}.
   *
   * @param named the question, by the use of ports of the rules that are about it
   */
  Set<SwitchRule> deciding(Universe universe, Region region, PortUse named) {
    Part part = parts.get(universe);
    Set<SwitchRule> deciding = new LinkedHashSet<>();
    boolean gate = strategy == Strategy.GATE;
    int table = gate && named == PortUse.NAMES_SOURCE ? 1 : 0;
    for (PortUse use : new PortUse[] {named, PortUse.ELSEWHERE, PortUse.NONE}) {
      if (use != PortUse.NONE || !part.separation.portlessOnlyPass(named)) {
        for (Map<Field, Ternary> box : region.boxes()) {
          part.indexes.get(use)[table].overlapping(box, deciding::add);
        }
      }
    }
    if (gate) {
      // The other table sends every packet of the region on.
      RuleAction on = RuleAction.goTo(2 - table);
      deciding.add(SwitchRule.of(1 - table, 0, RuleMatch.any(), on, "", true, 0));
    }
    return deciding;
  }
}
