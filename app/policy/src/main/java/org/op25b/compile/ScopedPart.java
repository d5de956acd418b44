package org.op25b.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.onlab.packet.IpPrefix;
import org.op25b.compile.trie.Family;
import org.op25b.compile.trie.Prefix;
import org.op25b.compile.trie.PrefixTrie;
import org.op25b.policy.Direction;
import org.op25b.policy.EdgePolicy;
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
  private final GuardedPieces guarded;
  private final TreeMap<Prefix, List<Exemption>> scoped = new TreeMap<>();
  private final Map<Prefix, List<Prefix>> piecesOf = new HashMap<>();
  private final ScopedPairs pairs = new ScopedPairs();

  ScopedPart(
      InsideFamily inside,
      PrefixTrie trie,
      Direction direction,
      Verdicts verdicts,
      Frame frame,
      Iterable<Exemption> live) {
    this.inside = inside;
    this.direction = direction;
    this.verdicts = verdicts;
    this.frame = frame;
    // Inside an unscoped exemption, which the trie knows, scoped ones say nothing new.
    this.guarded = new GuardedPieces(inside, trie, verdicts);
    for (Exemption exemption : live) {
      if (inside.isScoped(exemption)) {
        near(exemption).add(exemption);
      }
    }
    place(Prefix.all(inside.family()));
    pairs.settle(Prefix.all(inside.family()), (near, far) -> {}, (near, far) -> {});
  }

  private List<Exemption> near(Exemption exemption) {
    return scoped.computeIfAbsent(Prefix.of(exemption.prefix()), p -> new ArrayList<>());
  }

  @Override
  public long size() {
    return (long) pairs.size() * (frame.passNeedsNoPort() ? 1 : 2);
  }

  @Override
  public void rules(Consumer<Rule> sink) {
    pairs.tellAll((near, far) -> write(near, far, sink));
  }

  @Override
  public void change(
      Exemption exemption, int change, Consumer<Rule> removed, Consumer<Rule> added) {
    Prefix prefix = Prefix.of(exemption.prefix());
    if (inside.isScoped(exemption)) {
      ask(piecesOf.getOrDefault(prefix, List.of()), scoped.getOrDefault(prefix, List.of()), -1);
      piecesOf.remove(prefix);
      if (change > 0) {
        near(exemption).add(exemption);
      } else {
        near(exemption).remove(exemption);
        scoped.computeIfPresent(prefix, (p, list) -> list.isEmpty() ? null : list);
      }
    } else if (!inside.isUnscoped(exemption)) {
      return;
    }
    // Nothing outside the exemption's own prefix can change.
    if (place(prefix) || inside.isScoped(exemption)) {
      pairs.settle(
          prefix, (near, far) -> write(near, far, removed), (near, far) -> write(near, far, added));
    }
  }

  @Override
  public void update(
      EdgePolicy target, Map<Prefix, Facts> marked, Consumer<Rule> removed, Consumer<Rule> added) {
    guarded.refresh();
    for (Prefix prefix : marked.keySet()) {
      for (int length = 0; length < prefix.length(); length++) {
        Prefix around = prefix.cut(length);
        if (scoped.containsKey(around)) {
          place(around, scoped.get(around));
        }
      }
      place(prefix);
    }
    for (Prefix prefix : marked.keySet()) {
      pairs.settle(
          prefix, (near, far) -> write(near, far, removed), (near, far) -> write(near, far, added));
    }
  }

  /** Finds anew where the exemptions inside {@code region} count; whether there are any. */
  private boolean place(Prefix region) {
    boolean any = false;
    for (Map.Entry<Prefix, List<Exemption>> entry : scoped.tailMap(region, true).entrySet()) {
      if (!region.contains(entry.getKey())) {
        break;
      }
      any = true;
      place(entry.getKey(), entry.getValue());
    }
    return any;
  }

  private void place(Prefix near, List<Exemption> exemptions) {
    List<Prefix> now = guarded.of(near);
    List<Prefix> before = piecesOf.put(near, now);
    if (!now.equals(before)) {
      ask(before == null ? List.of() : before, exemptions, -1);
      ask(now, exemptions, 1);
    }
  }

  private void ask(List<Prefix> pieces, List<Exemption> exemptions, int change) {
    for (Prefix piece : pieces) {
      for (Exemption exemption : exemptions) {
        for (IpPrefix destination : exemption.destinations()) {
          if (Family.of(destination) == inside.family()) {
            pairs.ask(piece, Prefix.of(destination), change);
          }
        }
      }
    }
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
