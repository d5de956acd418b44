package org.op25b.compile;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.Strategy;

/**
 * One edge switch's rules, kept ready for change. Every change returns exactly the rules that come
 * and go, and leaves the same table as compiling anew. Not safe for threads.
 */
public final class CompiledEdge {
  private final Strategy strategy;
  private final CompileOptions options;
  private final Map<String, Exemption> live = new LinkedHashMap<>();
  private EdgePolicy policy;
  private ImmutableList<Part> parts;

  CompiledEdge(
      EdgePolicy policy, Iterable<Exemption> live, Strategy strategy, CompileOptions options) {
    this.policy = policy;
    this.strategy = strategy;
    this.options = options;
    live.forEach(exemption -> this.live.put(exemption.id(), exemption));
    this.parts = Parts.of(policy, this.live.values(), strategy, options);
  }

  /** How passing is written. */
  public Strategy strategy() {
    return strategy;
  }

  /** Returns the whole table. */
  public RuleTable table() {
    List<Rule> rules = new ArrayList<>();
    parts.forEach(part -> part.rules(rules::add));
    return RuleTable.of(strategy, rules);
  }

  /** How many rules the table has; quick. */
  public long size() {
    return parts.stream().mapToLong(Part::size).sum();
  }

  /** The exemptions that count now, by their ids. */
  public ImmutableList<Exemption> live() {
    return ImmutableList.copyOf(live.values());
  }

  /**
   * Lets {@code exemption} count, in place of the one with the same id if there is one. The caller
   * sees to it that it is live.
   */
  public TableDelta put(Exemption exemption) {
    Exemption before = live.get(exemption.id());
    if (exemption.equals(before)) {
      return TableDelta.of(ImmutableList.of(), ImmutableList.of());
    }
    DeltaBuilder delta = new DeltaBuilder();
    if (before != null) {
      change(before, -1, delta);
    }
    live.put(exemption.id(), exemption);
    change(exemption, 1, delta);
    return delta.build();
  }

  /** Lets the exemption {@code id} no longer count; nothing happens when there is none. */
  public TableDelta remove(String id) {
    DeltaBuilder delta = new DeltaBuilder();
    Exemption before = live.remove(id);
    if (before != null) {
      change(before, -1, delta);
    }
    return delta.build();
  }

  /** Takes in that time has passed or that the policy is another one. */
  public TableDelta update(EdgePolicy target, Instant instant) {
    return update(
        target,
        target.exemptions().stream().filter(x -> x.isLiveAt(instant)).collect(toImmutableList()));
  }

  /**
   * Makes {@code target} the policy, with the exemptions {@code targetLive}. When only exemptions
   * differ the work is proportional to the difference. When the policy cannot be written as rules
   * nothing changes.
   *
   * @throws CompileException when the policy cannot be written as rules with this strategy
   */
  public TableDelta update(EdgePolicy target, Iterable<Exemption> targetLive) {
    Map<String, Exemption> wanted = new LinkedHashMap<>();
    targetLive.forEach(exemption -> wanted.put(exemption.id(), exemption));
    if (!sameStructure(policy, target)) {
      return rebuild(target, wanted);
    }
    DeltaBuilder delta = new DeltaBuilder();
    for (Exemption before : ImmutableList.copyOf(live.values())) {
      if (!before.equals(wanted.get(before.id()))) {
        live.remove(before.id());
        change(before, -1, delta);
      }
    }
    for (Exemption exemption : wanted.values()) {
      if (live.put(exemption.id(), exemption) == null) {
        change(exemption, 1, delta);
      }
    }
    policy = target;
    return delta.build();
  }

  private TableDelta rebuild(EdgePolicy target, Map<String, Exemption> wanted) {
    ImmutableList<Part> rebuilt = Parts.of(target, wanted.values(), strategy, options);
    DeltaBuilder delta = new DeltaBuilder();
    parts.forEach(part -> part.rules(delta::removed));
    rebuilt.forEach(part -> part.rules(delta::added));
    policy = target;
    parts = rebuilt;
    live.clear();
    live.putAll(wanted);
    return delta.build();
  }

  private static boolean sameStructure(EdgePolicy one, EdgePolicy other) {
    return one.pools().equals(other.pools())
        && one.mailServerGroups().equals(other.mailServerGroups());
  }

  private void change(Exemption exemption, int change, DeltaBuilder delta) {
    for (Part part : parts) {
      part.change(exemption, change, delta::removed, delta::added);
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
