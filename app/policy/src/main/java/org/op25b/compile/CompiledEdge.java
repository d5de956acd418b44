package org.op25b.compile;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.op25b.compile.trie.Family;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.SharedEnds;
import org.op25b.policy.Strategy;

/**
 * One edge switch's rules, kept ready for change. Every change returns exactly the rules that come
 * and go, and leaves the same table as compiling anew. Not safe for threads.
 */
public final class CompiledEdge {
  /**
   * Above as many comings and goings of exemptions building anew costs less than carving for each.
   */
  private static final int MANY_CHANGES = 4;

  private final Strategy strategy;
  private final CompileOptions options;

  /** The exemptions that count, by id. */
  private final Map<String, Exemption> live = new LinkedHashMap<>();

  /** The same, as they were last listed; absent when that is not known. */
  private Optional<ImmutableList<Exemption>> listed = Optional.empty();

  private EdgePolicy policy;
  private final Map<Family, EdgeParts> parts = new EnumMap<>(Family.class);

  CompiledEdge(
      EdgePolicy policy, Iterable<Exemption> live, Strategy strategy, CompileOptions options) {
    this.policy = policy;
    this.strategy = strategy;
    this.options = options;
    this.live.putAll(byId(live));
    build();
  }

  private void build() {
    for (Family family : Family.values()) {
      parts.put(family, EdgeParts.of(policy, family, live.values(), strategy, options));
    }
  }

  /** How passing is written. */
  public Strategy strategy() {
    return strategy;
  }

  /** Returns the whole table. */
  public RuleTable table() {
    List<Rule> rules = new ArrayList<>(Parts.gates(strategy, options));
    parts.values().forEach(family -> family.rules(rules::add));
    return RuleTable.of(strategy, rules);
  }

  /** How many rules the table has; quick. */
  public long size() {
    return Parts.gates(strategy, options).size()
        + parts.values().stream().mapToLong(EdgeParts::size).sum();
  }

  /** Returns what the table costs a switch that holds {@code capacity} flow entries. */
  public CostReport cost(OptionalInt capacity) {
    return CostReport.of(table(), capacity);
  }

  /** Returns what tells, of each rule of the present table, what in the policy it comes from. */
  public Provenances provenances() {
    return new Provenances(policy, live.values(), strategy);
  }

  /** The exemptions that count now. */
  public ImmutableList<Exemption> live() {
    return ImmutableList.copyOf(live.values());
  }

  /**
   * Lets {@code exemption} count, in place of the one with the same id if there is one. The caller
   * sees to it that it is live.
   *
   * @throws CompileException when the table would be too large; then nothing changes
   */
  public TableDelta put(Exemption exemption) {
    Exemption before = live.get(exemption.id());
    if (exemption.equals(before)) {
      return TableDelta.of(ImmutableList.of(), ImmutableList.of());
    }
    return replace(exemption.id(), Optional.ofNullable(before), Optional.of(exemption));
  }

  /**
   * Lets the exemption {@code id} no longer count; nothing happens when there is none.
   *
   * @throws CompileException as {@link #put} does
   */
  public TableDelta remove(String id) {
    return replace(id, Optional.ofNullable(live.get(id)), Optional.empty());
  }

  private TableDelta replace(String id, Optional<Exemption> before, Optional<Exemption> now) {
    DeltaBuilder delta = new DeltaBuilder();
    try {
      before.ifPresent(exemption -> change(exemption, -1, delta));
      now.ifPresent(exemption -> change(exemption, 1, delta));
    } catch (CompileException refused) {
      build();
      throw refused;
    }
    live.remove(id);
    now.ifPresent(exemption -> live.put(id, exemption));
    listed = Optional.empty();
    return delta.build();
  }

  /** Takes in that time has passed or that the policy is another one. */
  public TableDelta update(EdgePolicy target, Instant instant) {
    return update(
        target,
        target.exemptions().stream().filter(x -> x.isLiveAt(instant)).collect(toImmutableList()));
  }

  /**
   * Makes {@code target} the policy, with the exemptions {@code targetLive}. Costs work in
   * proportion to what differs: exemptions, and what lies in the prefixes of pools and mail servers
   * that differ. A family is built anew only when rules can do something that they could not before
   * (another rate, another pool's counter). When the policy cannot be written as rules nothing
   * changes.
   *
   * @throws CompileException when the policy cannot be written as rules with this strategy
   */
  public TableDelta update(EdgePolicy target, Iterable<Exemption> targetLive) {
    ImmutableList<Exemption> all = ImmutableList.copyOf(targetLive);
    Exchange exchange = exchange(all);
    DeltaBuilder delta = new DeltaBuilder();
    Map<Family, EdgeParts> rebuilt = new EnumMap<>(Family.class);
    parts.forEach(
        (family, old) -> {
          boolean other = !old.isBuiltFrom(target) && !old.canBecome(target);
          if (other || isCheaperAnew(family, exchange)) {
            rebuilt.put(
                family, EdgeParts.of(target, family, byId(all).values(), strategy, options));
          }
        });
    Map<Family, EdgeParts> kept = new EnumMap<>(parts);
    kept.keySet().removeAll(rebuilt.keySet());
    try {
      for (EdgeParts family : kept.values()) {
        if (!family.isBuiltFrom(target)) {
          family.update(target, delta::removed, delta::added);
        }
      }
      changeExemptions(kept, exchange, delta);
    } catch (CompileException refused) {
      build();
      throw refused;
    }
    rebuilt.forEach(
        (family, young) -> {
          parts.put(family, young).rules(delta::removed);
          young.rules(delta::added);
        });
    live.keySet().removeAll(exchange.gone.keySet());
    live.putAll(exchange.come);
    // An id that is listed twice counts once; which of the two that is only the whole list tells.
    listed = Optional.of(all).filter(list -> list.size() == live.size());
    policy = target;
    return delta.build();
  }

  /** What of the exemptions may differ from those of before; what both lists share does not. */
  private Exchange exchange(ImmutableList<Exemption> all) {
    if (listed.isPresent()) {
      SharedEnds ends = SharedEnds.of(listed.get(), all);
      Exchange between = new Exchange(byId(ends.between(listed.get())), byId(ends.between(all)));
      boolean eachOnce =
          between.come.size() == ends.between(all).size()
              && between.come.keySet().stream()
                  .allMatch(id -> !live.containsKey(id) || between.gone.containsKey(id));
      if (eachOnce) {
        return between;
      }
    }
    return new Exchange(new LinkedHashMap<>(live), byId(all));
  }

  private static Map<String, Exemption> byId(Iterable<Exemption> exemptions) {
    Map<String, Exemption> byId = new LinkedHashMap<>();
    exemptions.forEach(exemption -> byId.put(exemption.id(), exemption));
    return byId;
  }

  /** Whether many exemptions change where what passes is carved, as a whole, out of what drops. */
  private boolean isCheaperAnew(Family family, Exchange exchange) {
    return strategy != Strategy.GATE
        && Stream.concat(exchange.gone.values().stream(), exchange.come.values().stream())
                .filter(exemption -> Family.of(exemption.prefix()) == family)
                .filter(x -> !Objects.equals(exchange.gone.get(x.id()), exchange.come.get(x.id())))
                .limit(MANY_CHANGES)
                .count()
            == MANY_CHANGES;
  }

  private void changeExemptions(
      Map<Family, EdgeParts> kept, Exchange exchange, DeltaBuilder delta) {
    for (Exemption before : exchange.gone.values()) {
      if (!before.equals(exchange.come.get(before.id())) && isIn(kept, before)) {
        change(before, -1, delta);
      }
    }
    for (Exemption exemption : exchange.come.values()) {
      if (!exemption.equals(exchange.gone.get(exemption.id())) && isIn(kept, exemption)) {
        change(exemption, 1, delta);
      }
    }
  }

  private static boolean isIn(Map<Family, EdgeParts> kept, Exemption exemption) {
    return kept.containsKey(Family.of(exemption.prefix()));
  }

  private void change(Exemption exemption, int change, DeltaBuilder delta) {
    parts
        .get(Family.of(exemption.prefix()))
        .change(exemption, change, delta::removed, delta::added);
  }

  /** Exemptions that leave and those that take their places, some of them the same; by id. */
  private static final class Exchange {
    private final Map<String, Exemption> gone;
    private final Map<String, Exemption> come;

    Exchange(Map<String, Exemption> gone, Map<String, Exemption> come) {
      this.gone = gone;
      this.come = come;
    }
  }

  /** Adds up comings and goings of rules until only what really changed is left. */
  private static final class DeltaBuilder {
    private final Map<Rule, Integer> balance = new HashMap<>();

    void added(Rule rule) {
      balance.merge(rule, 1, DeltaBuilder::sum);
    }

    void removed(Rule rule) {
      balance.merge(rule, -1, DeltaBuilder::sum);
    }

    private static Integer sum(int one, int other) {
      return one + other == 0 ? null : Integer.valueOf(one + other);
    }

    TableDelta build() {
      List<Rule> added = new ArrayList<>();
      List<Rule> removed = new ArrayList<>();
      balance.forEach((rule, count) -> (count > 0 ? added : removed).add(rule));
      added.sort(Rule.ORDER);
      removed.sort(Rule.ORDER);
      return TableDelta.of(added, removed);
    }
  }
}
