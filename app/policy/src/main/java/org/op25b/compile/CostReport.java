package org.op25b.compile;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.op25b.compile.trie.Family;
import org.op25b.policy.Direction;
import org.op25b.policy.Strategy;

/** What a rule table costs a switch, told before anything is installed. */
@AutoValue
public abstract class CostReport {
  /** Rules of one table, family and direction. */
  @AutoValue
  public abstract static class Line {
    /** The flow table. */
    public abstract int table();

    /** The family; absent for the gate's last rules, which are of every family. */
    public abstract Optional<Family> family();

    /** The direction; absent for the gate's last rules. */
    public abstract Optional<Direction> direction();

    /** How many rules. */
    public abstract int rules();

    /** How many of them drop. */
    public abstract int drops();

    /** How many different masks; Open vSwitch pays a hash lookup for each. */
    public abstract int masks();

    /** How many different priorities. */
    public abstract int priorities();
  }

  /** How passing is written. */
  public abstract Strategy strategy();

  /** How many rules in all. */
  public abstract int rules();

  /** How many different masks over all tables, counting a mask once for each table. */
  public abstract int masks();

  /** How many different priorities over all tables, counted likewise. */
  public abstract int priorities();

  /** How many flow entries the switch holds; absent when unknown. */
  public abstract OptionalInt capacity();

  /** The parts, by table, family and direction. */
  public abstract ImmutableList<Line> lines();

  /** Whether the table fits, which it does when the capacity is unknown. */
  public final boolean fits() {
    return rules() <= capacity().orElse(Integer.MAX_VALUE);
  }

  /** Reports on {@code table}, for a switch that holds {@code capacity} flow entries. */
  public static CostReport of(RuleTable table, OptionalInt capacity) {
    Map<List<Object>, Tally> tallies = new LinkedHashMap<>();
    Map<Integer, Tally> tables = new LinkedHashMap<>();
    for (Rule rule : table.rules()) {
      Optional<Direction> direction = directionOf(table.strategy(), rule);
      List<Object> key = ImmutableList.of(rule.table(), rule.match().family(), direction);
      tallies.computeIfAbsent(key, k -> new Tally(rule, direction)).add(rule);
      tables.computeIfAbsent(rule.table(), k -> new Tally(rule, direction)).add(rule);
    }
    return new AutoValue_CostReport(
        table.strategy(),
        table.rules().size(),
        tables.values().stream().mapToInt(tally -> tally.masks.size()).sum(),
        tables.values().stream().mapToInt(tally -> tally.priorities.size()).sum(),
        capacity,
        tallies.values().stream().map(Tally::line).collect(ImmutableList.toImmutableList()));
  }

  private static Optional<Direction> directionOf(Strategy strategy, Rule rule) {
    Port25 port = rule.match().port();
    if (port != Port25.ANY) {
      return Optional.of(
          port.tcpDestination().isPresent() ? Direction.TOWARD_25 : Direction.FROM_25);
    }
    boolean guard = strategy == Strategy.GATE && rule.match().family().isPresent();
    return guard
        ? Optional.of(rule.table() == 0 ? Direction.TOWARD_25 : Direction.FROM_25)
        : Optional.empty();
  }

  /** Counts rules of one kind. */
  private static final class Tally {
    private final int table;
    private final Optional<Family> family;
    private final Optional<Direction> direction;
    private final Set<Mask> masks = new HashSet<>();
    private final Set<Integer> priorities = new HashSet<>();
    private int rules;
    private int drops;

    Tally(Rule first, Optional<Direction> direction) {
      this.table = first.table();
      this.family = first.match().family();
      this.direction = direction;
    }

    void add(Rule rule) {
      rules++;
      drops += rule.action().drops() ? 1 : 0;
      priorities.add(rule.priority());
      masks.add(Mask.of(rule.match()));
    }

    Line line() {
      return new AutoValue_CostReport_Line(
          table, family, direction, rules, drops, masks.size(), priorities.size());
    }
  }
}
