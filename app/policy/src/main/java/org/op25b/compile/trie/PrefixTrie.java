package org.op25b.compile.trie;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A path-compressed binary trie of the prefixes that matter, in parallel arrays: about 34 octets a
 * node (50 for IPv6). A node is a number; it exists because its prefix is marked or exempt, or
 * because two such prefixes part there, so equal contents have equal shape whatever the history.
 */
public final class PrefixTrie {
  /** "There is no node." */
  static final int NONE = -1;

  /** The node of the prefix of length 0, which always exists. */
  static final int ROOT = 0;

  private final Family family;
  private final ContextRules rules;
  private long[] high;
  private long[] low;
  private byte[] length;
  private int[] zero;
  private int[] one;
  private int[] mark;
  private int[] exempt;
  private int[] context;
  private int used;
  private int firstFree = NONE;

  /** Creates a trie that says nothing about any address. */
  public PrefixTrie(Family family, ContextRules rules, int expectedNodes) {
    this.family = family;
    this.rules = rules;
    allocate(Math.max(16, expectedNodes));
    newNode(0, 0, 0);
  }

  /** The family of the prefixes. */
  public Family family() {
    return family;
  }

  /** Marks {@code prefix}; {@link #refreshContexts} must follow the last mark. */
  public void mark(Prefix prefix, int value) {
    int node = insert(prefix); // may replace the arrays
    mark[node] = value;
  }

  /** Counts {@code prefix} as exempt once more; {@link #refreshContexts} must follow. */
  public void exempt(Prefix prefix) {
    int node = insert(prefix); // may replace the arrays
    exempt[node]++;
  }

  /** Computes all contexts anew. */
  public void refreshContexts() {
    refresh(ROOT, ContextRules.OUTERMOST);
  }

  /** The context of the addresses of {@code prefix} that no longer node contains. */
  public int contextAt(Prefix prefix) {
    Path path = new Path(family);
    walk(prefix, path);
    return context[path.last()];
  }

  /** The contexts of all nodes. */
  public BitSet occurringContexts() {
    BitSet occurring = new BitSet();
    collectContexts(ROOT, occurring);
    return occurring;
  }

  private void collectContexts(int node, BitSet contexts) {
    contexts.set(context[node]);
    for (int bit = 0; bit < 2; bit++) {
      if (child(node, bit) != NONE) {
        collectContexts(child(node, bit), contexts);
      }
    }
  }

  /** Above every node's number. */
  int capacity() {
    return length.length;
  }

  int length(int node) {
    return length[node] & 0xff;
  }

  int context(int node) {
    return context[node];
  }

  int child(int node, int bit) {
    return bit == 0 ? zero[node] : one[node];
  }

  boolean isLeaf(int node) {
    return zero[node] == NONE && one[node] == NONE;
  }

  Prefix prefix(int node) {
    return Prefix.of(family, high[node], low == null ? 0 : low[node], length(node));
  }

  /** The prefix of {@code node} cut to {@code bits}. */
  Prefix cut(int node, int bits) {
    return Prefix.of(family, high[node], low == null ? 0 : low[node], bits);
  }

  /** The bit of a node's prefix at {@code position}. */
  int bit(int node, int position) {
    return Bits.bit(high[node], low == null ? 0 : low[node], position);
  }

  /** Whether the prefix of {@code node} lies in {@code prefix}. */
  boolean liesIn(int node, Prefix prefix) {
    return length(node) >= prefix.length() && common(node, prefix) >= prefix.length();
  }

  /** Fills {@code path} with the nodes whose prefixes contain {@code prefix}, from the root. */
  void walk(Prefix prefix, Path path) {
    path.clear();
    int node = ROOT;
    while (node != NONE
        && length(node) <= prefix.length()
        && common(node, prefix) >= length(node)) {
      path.add(node);
      node = length(node) == prefix.length() ? NONE : child(node, prefix.bit(length(node)));
    }
  }

  /** Whether one exemption more or less, {@code change}, at {@code prefix} changes any context. */
  boolean changesContext(Path path, Prefix prefix, int change) {
    int last = path.last();
    if (length(last) != prefix.length()) {
      return rules.inside(context[last], 0, true) != context[last];
    }
    int outer = path.size() == 1 ? ContextRules.OUTERMOST : context[path.get(path.size() - 2)];
    return rules.inside(outer, mark[last], exempt[last] + change > 0) != context[last];
  }

  /** Counts one exemption more or less at {@code prefix} and puts contexts and shape right. */
  void changeExemptions(Prefix prefix, int change) {
    int node = insert(prefix); // may replace the arrays
    exempt[node] += change;
    putRight(prefix);
  }

  /** Gives {@code prefix} another mark (0 for none) and puts contexts and shape right. */
  void changeMark(Prefix prefix, int value) {
    int node = insert(prefix); // may replace the arrays
    mark[node] = value;
    putRight(prefix);
  }

  private void putRight(Prefix prefix) {
    Path path = new Path(family);
    walk(prefix, path);
    int node = path.last();
    int outer = path.size() == 1 ? ContextRules.OUTERMOST : context[path.get(path.size() - 2)];
    if (rules.inside(outer, mark[node], exempt[node] > 0) != context[node]) {
      refresh(node, outer);
    }
    prune(path);
  }

  private void prune(Path path) {
    for (int at = path.size() - 1; at > 0; at--) {
      int node = path.get(at);
      boolean parts = zero[node] != NONE && one[node] != NONE;
      if (mark[node] != 0 || exempt[node] > 0 || parts) {
        return;
      }
      int parent = path.get(at - 1);
      int heir = zero[node] != NONE ? zero[node] : one[node];
      setChild(parent, bit(node, length(parent)), heir);
      release(node);
    }
  }

  private void refresh(int node, int outer) {
    context[node] = rules.inside(outer, mark[node], exempt[node] > 0);
    if (zero[node] != NONE) {
      refresh(zero[node], context[node]);
    }
    if (one[node] != NONE) {
      refresh(one[node], context[node]);
    }
  }

  private int insert(Prefix prefix) {
    int node = ROOT;
    while (length(node) < prefix.length()) {
      int bit = prefix.bit(length(node));
      int child = child(node, bit);
      if (child == NONE) {
        int leaf = newNode(prefix.high(), prefix.low(), prefix.length());
        context[leaf] = context[node];
        setChild(node, bit, leaf);
        return leaf;
      }
      int common = Math.min(common(child, prefix), Math.min(length(child), prefix.length()));
      if (common < length(child)) {
        int middle =
            newNode(Bits.cutHigh(prefix.high(), common), Bits.cutLow(prefix.low(), common), common);
        context[middle] = context[node];
        setChild(node, bit, middle);
        setChild(middle, bit(child, common), child);
        child = middle;
      }
      node = child;
    }
    return node;
  }

  private int common(int node, Prefix prefix) {
    return Bits.common(high[node], low == null ? 0 : low[node], prefix.high(), prefix.low());
  }

  private void setChild(int node, int bit, int child) {
    if (bit == 0) {
      zero[node] = child;
    } else {
      one[node] = child;
    }
  }

  private int newNode(long nodeHigh, long nodeLow, int nodeLength) {
    int node = firstFree;
    if (node == NONE) {
      if (used == length.length) {
        allocate(used + (used >> 1));
      }
      node = used++;
    } else {
      firstFree = zero[node];
    }
    high[node] = nodeHigh;
    if (low != null) {
      low[node] = nodeLow;
    }
    length[node] = (byte) nodeLength;
    zero[node] = NONE;
    one[node] = NONE;
    mark[node] = 0;
    exempt[node] = 0;
    context[node] = ContextRules.OUTERMOST;
    return node;
  }

  private void release(int node) {
    zero[node] = firstFree;
    firstFree = node;
  }

  private void allocate(int capacity) {
    boolean first = length == null;
    high = first ? new long[capacity] : Arrays.copyOf(high, capacity);
    if (family == Family.IPV6) {
      low = first ? new long[capacity] : Arrays.copyOf(low, capacity);
    }
    length = first ? new byte[capacity] : Arrays.copyOf(length, capacity);
    zero = first ? new int[capacity] : Arrays.copyOf(zero, capacity);
    one = first ? new int[capacity] : Arrays.copyOf(one, capacity);
    mark = first ? new int[capacity] : Arrays.copyOf(mark, capacity);
    exempt = first ? new int[capacity] : Arrays.copyOf(exempt, capacity);
    context = first ? new int[capacity] : Arrays.copyOf(context, capacity);
  }
}
