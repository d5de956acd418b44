package org.op25b.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.op25b.compile.trie.Prefix;

/**
 * A set of prefixes that knows the fewest prefixes that hold the same addresses. A change costs the
 * way between a prefix and what it is joined into, however many prefixes there are.
 */
final class PrefixUnion {
  private final TreeSet<Prefix> members = new TreeSet<>();

  /** Largest prefixes whose addresses all are in members; no two of them nest or are halves. */
  private final TreeSet<Prefix> joined = new TreeSet<>();

  boolean isEmpty() {
    return members.isEmpty();
  }

  /** How many prefixes are enough. */
  int size() {
    return joined.size();
  }

  /** The fewest prefixes that hold the same addresses, ascending. */
  Iterable<Prefix> joined() {
    return joined;
  }

  /** Adds a prefix, and tells which joined prefixes went and came. */
  void add(Prefix prefix, Consumer<Prefix> removed, Consumer<Prefix> added) {
    if (!members.add(prefix) || joinedAround(prefix) != null) {
      return;
    }
    List<Prefix> replaced = inside(joined, prefix);
    Prefix whole = prefix;
    while (whole.length() > 0) {
      Prefix half = otherHalf(whole);
      if (!joined.contains(half)) {
        break;
      }
      replaced.add(half);
      whole = whole.cut(whole.length() - 1);
    }
    for (Prefix gone : replaced) {
      joined.remove(gone);
      removed.accept(gone);
    }
    joined.add(whole);
    added.accept(whole);
  }

  /** Removes a prefix, and tells which joined prefixes went and came. */
  void remove(Prefix prefix, Consumer<Prefix> removed, Consumer<Prefix> added) {
    if (!members.remove(prefix)) {
      return;
    }
    Prefix whole = joinedAround(prefix);
    List<Prefix> left = Prefixes.join(inside(members, prefix));
    if (left.contains(prefix) || hasMemberAround(prefix, whole.length())) {
      return;
    }
    for (Prefix part = prefix; part.length() > whole.length(); ) {
      left.add(otherHalf(part));
      part = part.cut(part.length() - 1);
    }
    joined.remove(whole);
    removed.accept(whole);
    joined.addAll(left);
    left.forEach(added);
  }

  /** The joined prefix that contains {@code prefix}, or null. */
  private Prefix joinedAround(Prefix prefix) {
    // As joined prefixes do not nest, nothing lies between it and what it contains.
    Prefix before = joined.floor(prefix);
    return before != null && before.contains(prefix) ? before : null;
  }

  private boolean hasMemberAround(Prefix prefix, int shortest) {
    for (int length = shortest; length < prefix.length(); length++) {
      if (members.contains(prefix.cut(length))) {
        return true;
      }
    }
    return false;
  }

  private static List<Prefix> inside(NavigableSet<Prefix> prefixes, Prefix region) {
    List<Prefix> inside = new ArrayList<>();
    for (Prefix prefix : prefixes.tailSet(region, true)) {
      if (!region.contains(prefix)) {
        break;
      }
      inside.add(prefix);
    }
    return inside;
  }

  private static Prefix otherHalf(Prefix prefix) {
    int last = prefix.length() - 1;
    return prefix.cut(last).half(1 - prefix.bit(last));
  }
}
