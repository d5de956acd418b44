package org.op25b.compile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
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

/**
 * The rules that grant one exemption each, and nothing else, for strategy {@code gate}. They depend
 * on pools and mail servers, not on other exemptions.
 */
final class EndingRules {
  private final EdgePolicy policy;
  private final CompileOptions options;
  private final Map<Family, Map<Direction, GuardedPieces>> pieces = new EnumMap<>(Family.class);
  private final Map<Exemption, List<Rule>> known = new HashMap<>();

  EndingRules(EdgePolicy policy, CompileOptions options) {
    this.policy = policy;
    this.options = options;
    for (Family family : Family.values()) {
      InsideFamily inside = new InsideFamily(policy, family);
      PrefixTrie pools = inside.trie(List.of());
      Map<Direction, GuardedPieces> ofFamily = new EnumMap<>(Direction.class);
      for (Direction direction : Direction.values()) {
        Values values = new Values(Parts.behindGuard(direction), true, options);
        Verdicts verdicts = new Verdicts(inside, direction, values);
        ofFamily.put(direction, new GuardedPieces(inside, pools, verdicts));
      }
      pieces.put(family, ofFamily);
    }
  }

  /** Whether the rules would be the same with {@code other}. */
  boolean fit(EdgePolicy other) {
    return policy.pools().equals(other.pools())
        && policy.mailServerGroups().equals(other.mailServerGroups());
  }

  /** Returns the rules of an exemption; none where it makes no difference. */
  List<Rule> of(Exemption exemption) {
    return known.computeIfAbsent(exemption, this::write);
  }

  /** Forgets all exemptions but {@code kept}. */
  void keepOnly(Iterable<Exemption> kept) {
    Map<Exemption, List<Rule>> still = new HashMap<>();
    kept.forEach(exemption -> still.put(exemption, of(exemption)));
    known.clear();
    known.putAll(still);
  }

  private List<Rule> write(Exemption exemption) {
    List<Rule> rules = new ArrayList<>();
    pieces
        .get(Family.of(exemption.prefix()))
        .forEach(
            (direction, guarded) ->
                eachPair(
                    exemption,
                    guarded,
                    (near, far) ->
                        rules.add(
                            Rule.of(
                                Parts.guardTable(direction),
                                options.band().highest(),
                                Match.of(direction, near, far, Port25.ANY),
                                Action.pass(Parts.behindGuard(direction))))));
    return rules;
  }

  private static void eachPair(
      Exemption exemption, GuardedPieces guarded, BiConsumer<Prefix, Prefix> pair) {
    Family family = Family.of(exemption.prefix());
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
}
