package org.op25b.compile;

import java.util.ArrayList;
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

  /** The near prefixes of which some pair is left. */
  private final TreeSet<Prefix> settled = new TreeSet<>();

  private final Joined nearsByFar = new Joined();
  private final Joined farsByNear = new Joined();

  /** One end, the other ends that belong to it, and those as few as they can be. */
  private static final class Joined {
    private final Map<Prefix, TreeSet<Prefix>> members = new HashMap<>();
    private final Map<Prefix, List<Prefix>> joined = new HashMap<>();
    private int size;

    void set(Prefix end, Prefix other, boolean present) {
      if (present) {
        members.computeIfAbsent(end, e -> new TreeSet<>()).add(other);
      } else {
        members.computeIfPresent(
            end,
            (e, others) -> {
              others.remove(other);
              return others.isEmpty() ? null : others;
            });
      }
    }

    void rejoin(Prefix end) {
      List<Prefix> now = Prefixes.join(members.getOrDefault(end, new TreeSet<>()));
      List<Prefix> before = now.isEmpty() ? joined.remove(end) : joined.put(end, now);
      size += now.size() - (before == null ? 0 : before.size());
    }

    void tell(Prefix end, BiConsumer<Prefix, Prefix> sink) {
      joined.getOrDefault(end, List.of()).forEach(other -> sink.accept(end, other));
    }

    void tellAll(BiConsumer<Prefix, Prefix> sink) {
      joined.keySet().forEach(end -> tell(end, sink));
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
    for (Prefix near : settled.tailSet(region, true)) {
      if (!region.contains(near)) {
        break;
      }
      nears.add(near);
    }
    Set<Prefix> touchedNears = new TreeSet<>();
    Set<Prefix> touchedFars = new TreeSet<>();
    for (Prefix near : nears) {
      Set<Prefix> now = wanted.getOrDefault(near, Set.of());
      Set<Prefix> before = new TreeSet<>(farsByNear.members.getOrDefault(near, new TreeSet<>()));
      for (Prefix far : union(before, now)) {
        if (before.contains(far) != now.contains(far)) {
          farsByNear.set(near, far, now.contains(far));
          nearsByFar.set(far, near, now.contains(far));
          touchedNears.add(near);
          touchedFars.add(far);
        }
      }
      if (now.isEmpty()) {
        settled.remove(near);
      } else {
        settled.add(near);
      }
    }
    boolean wasByNear = byNear();
    List<Prefix[]> old = new ArrayList<>();
    BiConsumer<Prefix, Prefix> keep = (near, far) -> old.add(new Prefix[] {near, far});
    tell(wasByNear, touchedNears, touchedFars, keep);
    touchedNears.forEach(farsByNear::rejoin);
    touchedFars.forEach(nearsByFar::rejoin);
    old.forEach(pair -> removed.accept(pair[0], pair[1]));
    tell(wasByNear, touchedNears, touchedFars, added);
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

  private void tell(
      boolean byNear, Set<Prefix> nears, Set<Prefix> fars, BiConsumer<Prefix, Prefix> sink) {
    if (byNear) {
      nears.forEach(near -> farsByNear.tell(near, sink));
    } else {
      fars.forEach(far -> nearsByFar.tell(far, (f, near) -> sink.accept(near, f)));
    }
  }

  private static Set<Prefix> union(Set<Prefix> one, Set<Prefix> other) {
    Set<Prefix> union = new TreeSet<>(one);
    union.addAll(other);
    return union;
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
