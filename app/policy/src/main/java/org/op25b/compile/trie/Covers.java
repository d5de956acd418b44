package org.op25b.compile.trie;

import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * The fewest prefixes that cover some addresses of a trie and, beyond them, at most addresses that
 * do no harm. Prefixes are nested or apart, so the largest harmless ones are the fewest.
 */
public final class Covers {
  private final PrefixTrie trie;
  private final IntPredicate allowed;
  private final IntPredicate needed;
  private final Consumer<Prefix> sink;

  private Covers(
      PrefixTrie trie, IntPredicate allowed, IntPredicate needed, Consumer<Prefix> sink) {
    this.trie = trie;
    this.allowed = allowed;
    this.needed = needed;
    this.sink = sink;
  }

  /**
   * Tells {@code sink} the largest prefixes in which every context is allowed and some context is
   * needed, in ascending order within each level of nesting.
   */
  public static void find(
      PrefixTrie trie, IntPredicate allowed, IntPredicate needed, Consumer<Prefix> sink) {
    Covers covers = new Covers(trie, allowed, needed, sink);
    covers.tell(covers.visit(PrefixTrie.ROOT), trie.prefix(PrefixTrie.ROOT));
  }

  /** Whether a part of the address space is all allowed, and whether something in it is needed. */
  private enum Part {
    MIXED,
    HARMLESS,
    NEEDED
  }

  private void tell(Part part, Prefix prefix) {
    if (part == Part.NEEDED) {
      sink.accept(prefix);
    }
  }

  private Part part(int context) {
    return !allowed.test(context) ? Part.MIXED : needed.test(context) ? Part.NEEDED : Part.HARMLESS;
  }

  /** Tells what lies inside a node that is not all allowed; else leaves it to the caller. */
  private Part visit(int node) {
    if (trie.isLeaf(node)) {
      return part(trie.context(node));
    }
    Part zero = half(node, 0);
    Part one = half(node, 1);
    if (zero != Part.MIXED && one != Part.MIXED) {
      return join(zero, one);
    }
    tell(zero, trie.prefix(node).half(0));
    tell(one, trie.prefix(node).half(1));
    return Part.MIXED;
  }

  private Part half(int node, int bit) {
    Part beside = part(trie.context(node));
    int child = trie.child(node, bit);
    if (child == PrefixTrie.NONE) {
      return beside;
    }
    Part inside = visit(child);
    int first = trie.length(node) + 1;
    if (trie.length(child) == first) {
      return inside;
    }
    if (beside != Part.MIXED && inside != Part.MIXED) {
      return join(beside, inside);
    }
    tell(inside, trie.prefix(child));
    for (int length = first; length < trie.length(child) && beside == Part.NEEDED; length++) {
      tell(beside, trie.cut(child, length).half(1 - trie.bit(child, length)));
    }
    return Part.MIXED;
  }

  private static Part join(Part one, Part other) {
    return one == Part.NEEDED || other == Part.NEEDED ? Part.NEEDED : Part.HARMLESS;
  }
}
