package org.op25b.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.op25b.compile.trie.Prefix;
import org.op25b.compile.trie.PrefixTrie;
import org.op25b.compile.trie.Requirement;

/** Finds where an exemption makes a difference. */
final class GuardedPieces {
  private final InsideFamily inside;
  private final PrefixTrie trie;
  private final Verdicts verdicts;
  private final TreeMap<Prefix, Integer> pools = new TreeMap<>();

  /**
   * Looks at one direction.
   *
   * @param trie what is known inside; where it says exempt, an exemption makes no difference
   */
  GuardedPieces(InsideFamily inside, PrefixTrie trie, Verdicts verdicts) {
    this.inside = inside;
    this.trie = trie;
    this.verdicts = verdicts;
    refresh();
  }

  /** Takes in that the pools are others. */
  void refresh() {
    pools.clear();
    for (int pool : inside.poolNumbers()) {
      inside.prefixesOf(pool).forEach(prefix -> pools.put(prefix, pool));
    }
  }

  /** Those parts of an exempt prefix in which some pool would block or count. */
  List<Prefix> of(Prefix prefix) {
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
}
