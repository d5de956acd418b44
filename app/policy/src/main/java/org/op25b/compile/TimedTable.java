package org.op25b.compile;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.onlab.packet.IpPrefix;
import org.op25b.compile.trie.Family;
import org.op25b.compile.trie.Prefix;
import org.op25b.compile.trie.PrefixTrie;
import org.op25b.policy.Direction;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.Strategy;

/**
 * A table in which every exemption that ends soon has rules of its own, so that a switch can end it
 * alone. They lie above all layers and do nothing but let pass; without them the table says what
 * the policy says without these exemptions. So whichever of them are gone, and in whatever order
 * they went, the others count and no more. The rules of lasting exemptions are aggregated as ever.
 */
@AutoValue
public abstract class TimedTable {
  /** All rules. */
  public abstract RuleTable table();

  /** Those that end, with the first instant at which they no longer count. */
  public abstract ImmutableMap<Rule, Instant> ends();

  /**
   * Compiles {@code policy} as it is at {@code instant}.
   *
   * @param horizon how soon an exemption must end to have rules of its own
   * @throws CompileException as {@link Compiler#compile} does
   */
  public static TimedTable compile(
      EdgePolicy policy,
      Instant instant,
      Duration horizon,
      Strategy strategy,
      CompileOptions options) {
    List<Exemption> lasting = new ArrayList<>();
    List<Exemption> ending = new ArrayList<>();
    for (Exemption exemption : policy.exemptions()) {
      if (exemption.isLiveAt(instant)) {
        boolean soon = canEnd(strategy) && endsWithin(exemption, instant, horizon);
        (soon ? ending : lasting).add(exemption);
      }
    }
    RuleTable table = Compiler.compile(policy, lasting, strategy, options).table();
    return ending.isEmpty()
        ? new AutoValue_TimedTable(table, ImmutableMap.of())
        : with(table, rules(policy, ending, options));
  }

  /**
   * Whether a switch can end an exemption: only where an exemption is a rule. With strategy {@code
   * subtract}, and for the return path of {@code output}, it is the absence of one.
   */
  public static boolean canEnd(Strategy strategy) {
    return strategy == Strategy.GATE;
  }

  /** Whether the exemption ends at {@code instant + horizon} or before. */
  public static boolean endsWithin(Exemption exemption, Instant instant, Duration horizon) {
    return exemption.expires().filter(end -> !end.isAfter(instant.plus(horizon))).isPresent();
  }

  private static TimedTable with(RuleTable lasting, Map<Rule, Instant> ends) {
    // What a lasting exemption says in the same words does not end.
    lasting.rules().forEach(ends::remove);
    List<Rule> all = new ArrayList<>(lasting.rules());
    all.addAll(ends.keySet());
    return new AutoValue_TimedTable(
        RuleTable.of(lasting.strategy(), all), ImmutableMap.copyOf(ends));
  }

  private static Map<Rule, Instant> rules(
      EdgePolicy policy, List<Exemption> ending, CompileOptions options) {
    Map<Rule, Instant> ends = new LinkedHashMap<>();
    for (Family family : Family.values()) {
      InsideFamily inside = new InsideFamily(policy, family);
      PrefixTrie pools = inside.trie(List.of());
      for (Direction direction : Direction.values()) {
        Next next = Parts.behindGuard(direction);
        Verdicts verdicts = new Verdicts(inside, direction, new Values(next, true, options));
        GuardedPieces guarded = new GuardedPieces(inside, pools, verdicts);
        for (Exemption exemption : ending) {
          eachPair(
              exemption,
              guarded,
              family,
              (near, far) ->
                  ends.merge(
                      Rule.of(
                          Parts.guardTable(direction),
                          options.band().highest(),
                          Match.of(direction, near, far, Port25.ANY),
                          Action.pass(next)),
                      exemption.expires().get(),
                      TimedTable::later));
        }
      }
    }
    return ends;
  }

  private static void eachPair(
      Exemption exemption, GuardedPieces guarded, Family family, BiConsumer<Prefix, Prefix> pair) {
    if (Family.of(exemption.prefix()) != family) {
      return;
    }
    for (Prefix near : guarded.of(Prefix.of(exemption.prefix()))) {
      if (!exemption.isScoped()) {
        pair.accept(near, Prefix.all(family));
      }
      for (IpPrefix far : exemption.destinations()) {
        if (Family.of(far) == family) {
          pair.accept(near, Prefix.of(far));
        }
      }
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
