package org.op25b.policy;

import static org.op25b.policy.PrefixIndex.NONE;

import java.util.Arrays;
import java.util.List;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;

/**
 * The prefixes of one family as a sorted list of the disjoint ranges that they cut the address
 * space into; each range knows the longest prefix that contains it. At most 2n + 1 ranges for n
 * prefixes; a match is one binary search, independent of how prefixes nest.
 */
final class PrefixTable {
  private final int firstNode;
  private final int[] parents;
  private final short[] lengths;
  private final long[] startHigh;
  private final long[] startLow;
  private final int[] owner;

  private PrefixTable(int firstNode, Sweep sweep) {
    this.firstNode = firstNode;
    this.parents = Arrays.copyOf(sweep.parents, sweep.nodes);
    this.lengths = Arrays.copyOf(sweep.lengths, sweep.nodes);
    this.startHigh = Arrays.copyOf(sweep.startHigh, sweep.ranges);
    this.startLow = Arrays.copyOf(sweep.startLow, sweep.ranges);
    this.owner = Arrays.copyOf(sweep.owner, sweep.ranges);
  }

  /**
   * Returns a table of those {@code prefixes} that are of {@code family}, numbers its nodes from
   * {@code firstNode} on, and writes each prefix's node to its position in {@code nodeOfInput}.
   */
  static PrefixTable of(
      List<? extends IpPrefix> prefixes,
      IpAddress.Version family,
      int firstNode,
      int[] nodeOfInput) {
    Key[] keys = keys(prefixes, family);
    Arrays.sort(keys);
    Sweep sweep = new Sweep(firstNode, keys.length);
    Key last = null;
    for (Key key : keys) {
      if (last == null || last.compareTo(key) != 0) {
        sweep.open(key);
      }
      nodeOfInput[key.position] = firstNode + sweep.nodes - 1;
      last = key;
    }
    sweep.closeAll();
    return new PrefixTable(firstNode, sweep);
  }

  private static Key[] keys(List<? extends IpPrefix> prefixes, IpAddress.Version family) {
    Key[] keys = new Key[prefixes.size()];
    int count = 0;
    for (int position = 0; position < keys.length; position++) {
      IpPrefix prefix = prefixes.get(position);
      if (prefix.version() == family) {
        keys[count++] = new Key(prefix, position);
      }
    }
    return Arrays.copyOf(keys, count);
  }

  int nodes() {
    return parents.length;
  }

  int parent(int node) {
    return parents[node - firstNode];
  }

  int longestMatch(long high, long low) {
    return owner[rangeOf(high, low)];
  }

  boolean encloses(IpPrefix other) {
    // Prefixes nest or are disjoint, so whatever holds both ends holds all between.
    Key key = new Key(other, 0);
    int node = longestMatch(key.high, key.low);
    while (node != NONE) {
      int index = node - firstNode;
      if (lengths[index] <= key.length) {
        return true;
      }
      node = parents[index];
    }
    return false;
  }

  boolean overlaps(IpPrefix other) {
    Key key = new Key(other, 0);
    int range = rangeOf(key.high, key.low);
    if (owner[range] != NONE) {
      return true;
    }
    // Two neighbouring ranges are never both without owner.
    return range + 1 < owner.length
        && compare(startHigh[range + 1], startLow[range + 1], key.lastHigh(), key.lastLow()) <= 0;
  }

  /** The last range that starts at or before an address; the first one starts at address 0. */
  private int rangeOf(long high, long low) {
    int from = 0;
    int to = owner.length;
    while (to - from > 1) {
      int middle = (from + to) >>> 1;
      if (compare(startHigh[middle], startLow[middle], high, low) <= 0) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private static int compare(long high, long low, long otherHigh, long otherLow) {
    return high != otherHigh
        ? Long.compareUnsigned(high, otherHigh)
        : Long.compareUnsigned(low, otherLow);
  }

  /** A prefix as bits, ordered so that a prefix comes right before what it contains. */
  private static final class Key implements Comparable<Key> {
    final long high;
    final long low;
    final int length;
    final int position;

    Key(IpPrefix prefix, int position) {
      byte[] octets = prefix.address().toOctets();
      this.high = AddressBits.high(octets);
      this.low = AddressBits.low(octets);
      this.length = prefix.prefixLength();
      this.position = position;
    }

    long lastHigh() {
      return AddressBits.lastHigh(high, length);
    }

    long lastLow() {
      return AddressBits.lastLow(low, length);
    }

    @Override
    public int compareTo(Key other) {
      int byAddress = compare(high, low, other.high, other.low);
      return byAddress != 0 ? byAddress : Integer.compare(length, other.length);
    }
  }

  /** Walks over sorted prefixes once and cuts the ranges. */
  private static final class Sweep {
    final int firstNode;
    final int[] parents;
    final short[] lengths;
    final long[] startHigh;
    final long[] startLow;
    final int[] owner;
    final Key[] open = new Key[IpPrefix.MAX_INET6_MASK_LENGTH + 1];
    final int[] openNodes = new int[open.length];
    int depth;
    int nodes;
    int ranges;

    Sweep(int firstNode, int prefixes) {
      this.firstNode = firstNode;
      parents = new int[prefixes];
      lengths = new short[prefixes];
      startHigh = new long[2 * prefixes + 1];
      startLow = new long[2 * prefixes + 1];
      owner = new int[2 * prefixes + 1];
      startRange(0, 0, NONE);
    }

    void open(Key key) {
      while (depth > 0
          && compare(open[depth - 1].lastHigh(), open[depth - 1].lastLow(), key.high, key.low)
              < 0) {
        closeInnermost();
      }
      parents[nodes] = innermost();
      lengths[nodes] = (short) key.length;
      open[depth] = key;
      openNodes[depth++] = firstNode + nodes++;
      startRange(key.high, key.low, innermost());
    }

    void closeAll() {
      while (depth > 0) {
        closeInnermost();
      }
    }

    private void closeInnermost() {
      Key closed = open[--depth];
      long low = closed.lastLow() + 1;
      long high = low == 0 ? closed.lastHigh() + 1 : closed.lastHigh();
      if (high != 0 || low != 0) {
        startRange(high, low, innermost());
      }
    }

    private int innermost() {
      return depth == 0 ? NONE : openNodes[depth - 1];
    }

    private void startRange(long high, long low, int node) {
      boolean replaces = ranges > 0 && startHigh[ranges - 1] == high && startLow[ranges - 1] == low;
      int at = replaces ? ranges - 1 : ranges++;
      startHigh[at] = high;
      startLow[at] = low;
      owner[at] = node;
    }
  }
}
