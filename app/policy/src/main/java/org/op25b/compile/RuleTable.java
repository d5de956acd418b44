package org.op25b.compile;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.op25b.policy.Strategy;

/** All rules of one edge switch, in {@link Rule#ORDER}. Equal policies have equal tables. */
public final class RuleTable {
  private final Strategy strategy;
  private final ImmutableList<Rule> rules;

  private RuleTable(Strategy strategy, ImmutableList<Rule> rules) {
    this.strategy = strategy;
    this.rules = rules;
  }

  /** Returns the table of {@code rules}, in whatever order they come. */
  public static RuleTable of(Strategy strategy, Iterable<Rule> rules) {
    List<Rule> sorted = new ArrayList<>();
    rules.forEach(sorted::add);
    sorted.sort(Rule.ORDER);
    return new RuleTable(strategy, ImmutableList.copyOf(sorted));
  }

  /** How passing is written; never {@link Strategy#AUTO}. */
  public Strategy strategy() {
    return strategy;
  }

  /** The rules by table, in the order in which a switch looks at them. */
  public ImmutableList<Rule> rules() {
    return rules;
  }

  /**
   * Returns the table after {@code delta}.
   *
   * @throws IllegalArgumentException when it removes a rule that is not here or adds one that is
   */
  public RuleTable with(TableDelta delta) {
    Set<Rule> result = new HashSet<>(rules);
    for (Rule rule : delta.removed()) {
      if (!result.remove(rule)) {
        throw new IllegalArgumentException("not in the table: " + rule);
      }
    }
    for (Rule rule : delta.added()) {
      if (!result.add(rule)) {
        throw new IllegalArgumentException("already in the table: " + rule);
      }
    }
    return of(strategy, result);
  }

  /** Returns what leads from this table to {@code target}. */
  public TableDelta deltaTo(RuleTable target) {
    Set<Rule> here = new HashSet<>(rules);
    Set<Rule> there = new HashSet<>(target.rules);
    List<Rule> added = new ArrayList<>(target.rules);
    added.removeIf(here::contains);
    List<Rule> removed = new ArrayList<>(rules);
    removed.removeIf(there::contains);
    return TableDelta.of(added, removed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RuleTable
        && strategy == ((RuleTable) other).strategy
        && rules.equals(((RuleTable) other).rules);
  }

  @Override
  public int hashCode() {
    return Objects.hash(strategy, rules);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(strategy + " " + rules.size() + " rules\n");
    rules.forEach(rule -> text.append(rule).append('\n'));
    return text.toString();
  }
}
