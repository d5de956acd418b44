package org.op25b.proof;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Values filed under prefixes of one width; finds those whose prefix overlaps a given one. */
final class PrefixMap<V> {
  private static final class Key {
    static final Comparator<Key> ORDER =
        Comparator.comparing((Key key) -> key.first).thenComparingInt(key -> key.length);

    final Bits first;
    final int length;

    Key(Bits first, int length) {
      this.first = first;
      this.length = length;
    }
  }

  private final NavigableMap<Key, List<V>> values = new TreeMap<>(Key.ORDER);
  private final int width;

  /** How many values are filed under prefixes of each length. */
  private final int[] counts;

  PrefixMap(int width) {
    this.width = width;
    this.counts = new int[width + 1];
  }

  /** Files {@code value} under the leading bits of {@code condition}. */
  void add(Ternary condition, V value) {
    int length = condition.leadingBits();
    values.computeIfAbsent(key(condition.first(), length), k -> new ArrayList<>(1)).add(value);
    counts[length]++;
  }

  /** Removes one value that equals {@code value}; false when there is none. */
  boolean remove(Ternary condition, V value) {
    int length = condition.leadingBits();
    Key key = key(condition.first(), length);
    List<V> list = values.get(key);
    if (list == null || !list.remove(value)) {
      return false;
    }
    if (list.isEmpty()) {
      values.remove(key);
    }
    counts[length]--;
    return true;
  }

  /** Whether a value that equals {@code value} is filed under {@code condition}. */
  boolean contains(Ternary condition, V value) {
    List<V> list = values.get(key(condition.first(), condition.leadingBits()));
    return list != null && list.contains(value);
  }

  /**
   * Hands out every value whose prefix contains the leading bits of the condition or lies in it.
   */
  void overlapping(Ternary condition, Consumer<V> consumer) {
    int length = condition.leadingBits();
    for (int shorter = 0; shorter < length; shorter++) {
      if (counts[shorter] > 0) {
        List<V> list = values.get(key(condition.first(), shorter));
        if (list != null) {
          list.forEach(consumer);
        }
      }
    }
    Ternary within = Ternary.leading(width, condition.first(), length);
    for (List<V> list :
        values
            .subMap(new Key(within.first(), length), true, new Key(within.last(), width), true)
            .values()) {
      list.forEach(consumer);
    }
  }

  void forEach(Consumer<V> consumer) {
    for (Collection<V> list : values.values()) {
      list.forEach(consumer);
    }
  }

  private Key key(Bits value, int length) {
    return new Key(Ternary.leading(width, value, length).first(), length);
  }
}
