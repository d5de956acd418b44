package org.op25b.compile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.op25b.compile.trie.Prefix;

/**
 * Pairs of a near and a far prefix that pass. Pairs inside other pairs are left out; then
 * neighbours join: near ends of one far end, or far ends of one near end, whichever gives fewer
 * pairs.
 */
final class ScopedPairs {
  /** All pairs that were asked for, and how often. */
  private final Map<Prefix, Map<Prefix, Integer>> asked = new HashMap<>();

  /** The near prefixes of {@link #asked}, in order. */
  private final TreeSet<Prefix> askedNears = new TreeSet<>();

  /** The far prefixes that are left of each near prefix that has any. */
  private final TreeMap<Prefix, Set<Prefix>> settled = new TreeMap<>();

  private final Joined nearsByFar = new Joined();
  private final Joined farsByNear = new Joined();

  /** For each end the other ends that belong to it, as few as they can be. */
  private static final class Joined {
    private final Map<Prefix, PrefixUnion> others = new HashMap<>();
    private int size;

    void add(Prefix end, Prefix other, Changes changes) {
      PrefixUnion union = others.computeIfAbsent(end, e -> new PrefixUnion());
      size -= union.size();
      union.add(other, gone -> changes.removed(end, gone), come -> changes.added(end, come));
      size += union.size();
    }

    void remove(Prefix end, Prefix other, Changes changes) {
      PrefixUnion union = others.get(end);
      size -= union.size();
      union.remove(other, gone -> changes.removed(end, gone), come -> changes.added(end, come));
      size += union.size();
      if (union.isEmpty()) {
        others.remove(end);
      }
    }

    void tellAll(BiConsumer<Prefix, Prefix> sink) {
      others.forEach((end, union) -> union.joined().forEach(other -> sink.accept(end, other)));
    }
  }

  /** Joined pairs that went and came, in this order. */
  private static final class Changes {
    private final List<Prefix[]> pairs = new ArrayList<>();
    private final BitSet came = new BitSet();

    void removed(Prefix end, Prefix other) {
      pairs.add(new Prefix[] {end, other});
    }

    void added(Prefix end, Prefix other) {
      came.set(pairs.size());
      pairs.add(new Prefix[] {end, other});
    }

    void tell(BiConsumer<Prefix, Prefix> removed, BiConsumer<Prefix, Prefix> added) {
      for (int at = 0; at < pairs.size(); at++) {
        (came.get(at) ? added : removed).accept(pairs.get(at)[0], pairs.get(at)[1]);
      }
    }
  }

  private boolean byNear() {
    return farsByNear.size < nearsByFar.size;
  }

  int size() {
    return Math.min(farsByNear.size, nearsByFar.size);
  }

  /** Tells {@code sink} all pairs, the near prefix first. */
  void tellAll(BiConsumer<Prefix, Prefix> sink) {
    if (byNear()) {
      farsByNear.tellAll(sink);
    } else {
      nearsByFar.tellAll((far, near) -> sink.accept(near, far));
    }
  }

  /** Asks for a pair once more (1) or once less (-1); {@link #settle} must follow. */
  void ask(Prefix near, Prefix far, int change) {
    Map<Prefix, Integer> fars = asked.computeIfAbsent(near, n -> new TreeMap<>());
    fars.merge(far, change, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
    if (fars.isEmpty()) {
      asked.remove(near);
      askedNears.remove(near);
    } else {
      askedNears.add(near);
    }
  }

  /**
   * Puts right what changed for near prefixes inside {@code region}, and tells which pairs went and
   * came; one that stays may be told as both.
   */
  void settle(Prefix region, BiConsumer<Prefix, Prefix> removed, BiConsumer<Prefix, Prefix> added) {
    Set<Prefix> nears = new TreeSet<>();
    Map<Prefix, Set<Prefix>> wanted = new HashMap<>();
    for (Prefix near : askedNears.tailSet(region, true)) {
      if (!region.contains(near)) {
        break;
      }
      nears.add(near);
      wanted.put(near, kept(near));
    }
    for (Prefix near : settled.tailMap(region, true).keySet()) {
      if (!region.contains(near)) {
        break;
      }
      nears.add(near);
    }
    boolean wasByNear = byNear();
    Changes nearChanges = new Changes();
    Changes farChanges = new Changes();
    for (Prefix near : nears) {
      Set<Prefix> now = wanted.getOrDefault(near, Set.of());
      Set<Prefix> before = now.isEmpty() ? settled.remove(near) : settled.put(near, now);
      for (Prefix far : before == null ? Set.<Prefix>of() : before) {
        if (!now.contains(far)) {
          farsByNear.remove(near, far, nearChanges);
          nearsByFar.remove(far, near, farChanges);
        }
      }
      for (Prefix far : now) {
        if (before == null || !before.contains(far)) {
          farsByNear.add(near, far, nearChanges);
          nearsByFar.add(far, near, farChanges);
        }
      }
    }
    if (wasByNear) {
      nearChanges.tell(removed, added);
    } else {
      farChanges.tell(
          (far, near) -> removed.accept(near, far), (far, near) -> added.accept(near, far));
    }
    if (byNear() != wasByNear) {
      turn(wasByNear, removed, added);
    }
  }

  /** Goes over from one way of joining to the other. */
  private void turn(
      boolean fromNear, BiConsumer<Prefix, Prefix> removed, BiConsumer<Prefix, Prefix> added) {
    farsByNear.tellAll(fromNear ? removed : added);
    BiConsumer<Prefix, Prefix> other = fromNear ? added : removed;
    nearsByFar.tellAll((far, near) -> other.accept(near, far));
  }

  /** The far prefixes of {@code near} whose pairs lie inside no other pair. */
  private Set<Prefix> kept(Prefix near) {
    Set<Prefix> kept = new TreeSet<>(asked.get(near).keySet());
    for (int length = 0; length <= near.length(); length++) {
      Map<Prefix, Integer> around = asked.get(near.cut(length));
      if (around != null) {
        boolean same = length == near.length();
        kept.removeIf(
            far ->
                around.keySet().stream()
                    .anyMatch(other -> other.contains(far) && !(same && other.equals(far))));
      }
    }
    return kept;
  }
}
