package org.op25b.compile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.onlab.packet.IpPrefix;
import org.op25b.compile.trie.Family;
import org.op25b.compile.trie.Prefix;
import org.op25b.compile.trie.PrefixTrie;
import org.op25b.compile.trie.Requirement;
import org.op25b.policy.Direction;
import org.op25b.policy.Exemption;

/**
 * Passing rules for exemptions that reach only some far ends, above all layers. They all do the
 * same, so one priority is enough, and neighbours join: near ends of one far end, or far ends of
 * one near end, whichever gives fewer rules.
 */
final class ScopedPart implements Part {
  private final InsideFamily inside;
  private final Direction direction;
  private final Verdicts verdicts;
  private final Frame frame;

  /** The trie of unscoped exemptions, inside which scoped ones say nothing new. */
  private final PrefixTrie trie;

  private final TreeMap<Prefix, Integer> pools = new TreeMap<>();
  private final TreeMap<Prefix, List<Exemption>> scoped = new TreeMap<>();
  private Set<Rule> rules = new HashSet<>();

  ScopedPart(
      InsideFamily inside,
      PrefixTrie trie,
      Direction direction,
      Verdicts verdicts,
      Frame frame,
      Iterable<Exemption> live) {
    this.inside = inside;
    this.trie = trie;
    this.direction = direction;
    this.verdicts = verdicts;
    this.frame = frame;
    for (int position : inside.poolPositions()) {
      for (IpPrefix prefix : inside.pool(position).prefixes()) {
        if (Family.of(prefix) == inside.family()) {
          pools.put(Prefix.of(prefix), position);
        }
      }
    }
    for (Exemption exemption : live) {
      if (inside.isScoped(exemption)) {
        near(exemption).add(exemption);
      }
    }
    rules = compute();
  }

  private List<Exemption> near(Exemption exemption) {
    return scoped.computeIfAbsent(Prefix.of(exemption.prefix()), p -> new ArrayList<>());
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
    Prefix prefix = Prefix.of(exemption.prefix());
    if (inside.isScoped(exemption)) {
      if (change > 0) {
        near(exemption).add(exemption);
      } else {
        near(exemption).remove(exemption);
        scoped.computeIfPresent(prefix, (p, list) -> list.isEmpty() ? null : list);
      }
    } else if (!inside.isUnscoped(exemption) || !hasScopedWithin(prefix)) {
      return;
    }
    Set<Rule> before = rules;
    rules = compute();
    before.stream().filter(rule -> !rules.contains(rule)).forEach(removed);
    rules.stream().filter(rule -> !before.contains(rule)).forEach(added);
  }

  private boolean hasScopedWithin(Prefix prefix) {
    Prefix first = scoped.ceilingKey(prefix);
    return first != null && prefix.contains(first);
  }

  private Set<Rule> compute() {
    if (scoped.isEmpty()) {
      return new HashSet<>();
    }
    Map<Prefix, Set<Prefix>> farByNear = new HashMap<>();
    scoped.forEach(
        (prefix, exemptions) -> {
          for (Prefix piece : pieces(prefix)) {
            Set<Prefix> far = farByNear.computeIfAbsent(piece, p -> new TreeSet<>());
            for (Exemption exemption : exemptions) {
              for (IpPrefix destination : exemption.destinations()) {
                if (Family.of(destination) == inside.family()) {
                  far.add(Prefix.of(destination));
                }
              }
            }
          }
        });
    dropWhatOthersSay(farByNear);
    Map<Prefix, Set<Prefix>> nearByFar = new HashMap<>();
    farByNear.forEach(
        (near, fars) ->
            fars.forEach(far -> nearByFar.computeIfAbsent(far, f -> new TreeSet<>()).add(near)));
    Set<Rule> byFar = new HashSet<>();
    nearByFar.forEach(
        (far, nears) -> Prefixes.join(nears).forEach(near -> write(near, far, byFar::add)));
    Set<Rule> byNear = new HashSet<>();
    farByNear.forEach(
        (near, fars) -> Prefixes.join(fars).forEach(far -> write(near, far, byNear::add)));
    return byNear.size() < byFar.size() ? byNear : byFar;
  }

  /** Those parts of an exempt prefix in which some pool would block or count. */
  private Collection<Prefix> pieces(Prefix prefix) {
    List<Prefix> pieces = new ArrayList<>();
    Facts facts = inside.contexts().facts(trie.contextAt(prefix));
    if (facts.exempt() || facts.ownServer()) {
      return pieces;
    }
    if (facts.pool() != Facts.NO_POOL && guards(facts.pool())) {
      pieces.add(prefix);
      return pieces;
    }
    for (Map.Entry<Prefix, Integer> pool : pools.tailMap(prefix, true).entrySet()) {
      if (!prefix.contains(pool.getKey())) {
        break;
      }
      boolean covered = !pieces.isEmpty() && pieces.get(pieces.size() - 1).contains(pool.getKey());
      if (!covered && guards(pool.getValue())) {
        pieces.add(pool.getKey());
      }
    }
    return pieces;
  }

  private boolean guards(int pool) {
    Requirement required = verdicts.of(Facts.pool(pool), OutsideClass.ELSEWHERE);
    return required.smtp() != Values.PASS || required.unseen() != Values.PASS;
  }

  /** Leaves out pairs that lie inside another pair. */
  private static void dropWhatOthersSay(Map<Prefix, Set<Prefix>> farByNear) {
    Map<Prefix, List<Prefix>> all = new HashMap<>();
    farByNear.forEach((near, fars) -> all.put(near, new ArrayList<>(fars)));
    farByNear.forEach(
        (near, fars) ->
            fars.removeIf(
                far -> {
                  for (int length = 0; length <= near.length(); length++) {
                    Prefix around = near.cut(length);
                    for (Prefix other : all.getOrDefault(around, List.of())) {
                      boolean same = around.equals(near) && other.equals(far);
                      if (!same && other.contains(far)) {
                        return true;
                      }
                    }
                  }
                  return false;
                }));
  }

  private void write(Prefix near, Prefix far, Consumer<Rule> sink) {
    if (frame.passNeedsNoPort()) {
      sink.accept(rule(near, far, Port25.ANY));
    } else {
      sink.accept(rule(near, far, Port25.smtp(direction)));
      sink.accept(rule(near, far, Port25.unseen(direction)));
    }
  }

  private Rule rule(Prefix near, Prefix far, Port25 port) {
    return Rule.of(
        frame.table(),
        frame.scoped(),
        Match.of(direction, near, far, port),
        verdicts.values().action(Values.PASS));
  }
}
