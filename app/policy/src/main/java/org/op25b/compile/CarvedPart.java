package org.op25b.compile;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.op25b.compile.trie.Family;
import org.op25b.compile.trie.Prefix;
import org.op25b.compile.trie.PrefixTrie;
import org.op25b.policy.Direction;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;

/**
 * One family's drop rules in one direction, with everything that passes carved out of them. The
 * order of such rules does not matter, so they have one priority, and one rule may reach over what
 * another drops.
 */
final class CarvedPart implements Part {
  private final Family family;
  private final Direction direction;
  private final int priority;
  private final CompileOptions options;
  private final Map<String, Exemption> live = new TreeMap<>();
  private EdgePolicy policy;
  private Set<Rule> rules;

  CarvedPart(
      EdgePolicy policy,
      Family family,
      Direction direction,
      int priority,
      CompileOptions options,
      Collection<Exemption> live) {
    this.policy = policy;
    this.family = family;
    this.direction = direction;
    this.priority = priority;
    this.options = options;
    live.stream().filter(this::isOurs).forEach(x -> this.live.put(x.id(), x));
    this.rules = compute();
  }

  private boolean isOurs(Exemption exemption) {
    return Family.of(exemption.prefix()) == family;
  }

  @Override
  public long size() {
    return rules.size();
  }

  @Override
  public void rules(Consumer<Rule> sink) {
    rules.forEach(sink);
  }

  @Override
  public void change(
      Exemption exemption, int change, Consumer<Rule> removed, Consumer<Rule> added) {
    if (!isOurs(exemption)) {
      return;
    }
    if (change > 0) {
      live.put(exemption.id(), exemption);
    } else {
      live.remove(exemption.id());
    }
    recompute(removed, added);
  }

  @Override
  public void update(
      EdgePolicy target, Map<Prefix, Facts> marked, Consumer<Rule> removed, Consumer<Rule> added) {
    policy = target;
    recompute(removed, added);
  }

  private void recompute(Consumer<Rule> removed, Consumer<Rule> added) {
    Set<Rule> before = rules;
    rules = compute();
    before.stream().filter(rule -> !rules.contains(rule)).forEach(removed);
    rules.stream().filter(rule -> !before.contains(rule)).forEach(added);
  }

  private Set<Rule> compute() {
    // Contexts of exemptions that are gone must not tell anything apart.
    InsideFamily inside = new InsideFamily(policy, family);
    Values values = new Values(Next.NOWHERE, false, options);
    Verdicts verdicts = new Verdicts(inside, direction, values);
    Map<Integer, Exemption> scoped = new LinkedHashMap<>();
    for (Exemption exemption : live.values()) {
      if (inside.isScoped(exemption)) {
        scoped.put(scoped.size(), exemption);
      }
    }
    PrefixTrie near = inside.trie(live.values(), scoped);
    OutsideTree far =
        OutsideTree.of(policy, family, scoped, c -> List.of(verdicts.possible(c), c.scopes()));
    BlockMatrix matrix = new BlockMatrix(inside, near, far, verdicts);
    Set<Rule> result = new HashSet<>();
    for (int drop : matrix.drops()) {
      for (boolean unseen : new boolean[] {false, true}) {
        Port25 port = unseen ? Port25.unseen(direction) : Port25.smtp(direction);
        for (Rectangles rectangles : matrix.cover(drop, unseen, options.maxRules())) {
          for (Prefix from : rectangles.near()) {
            for (Prefix to : rectangles.far()) {
              result.add(
                  Rule.of(0, priority, Match.of(direction, from, to, port), values.action(drop)));
            }
          }
        }
      }
    }
    return result;
  }
}
