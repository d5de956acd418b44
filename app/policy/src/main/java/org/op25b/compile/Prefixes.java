package org.op25b.compile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.op25b.compile.trie.Prefix;

/** Sets of prefixes as sets of addresses. */
final class Prefixes {
  private Prefixes() {}

  /** Returns the fewest prefixes that hold exactly the addresses of {@code prefixes}, ascending. */
  static List<Prefix> join(Collection<Prefix> prefixes) {
    List<Prefix> joined = new ArrayList<>();
    for (Prefix prefix : new TreeSet<>(prefixes)) {
      if (joined.isEmpty() || !last(joined).contains(prefix)) {
        joined.add(prefix);
        joinLastTwo(joined);
      }
    }
    return joined;
  }

  private static void joinLastTwo(List<Prefix> joined) {
    while (joined.size() > 1 && last(joined).length() > 0) {
      Prefix upper = last(joined);
      Prefix whole = upper.cut(upper.length() - 1);
      Prefix before = joined.get(joined.size() - 2);
      if (before.length() != upper.length() || !whole.contains(before)) {
        return;
      }
      joined.remove(joined.size() - 1);
      joined.set(joined.size() - 1, whole);
    }
  }

  private static Prefix last(List<Prefix> prefixes) {
    return prefixes.get(prefixes.size() - 1);
  }
}
