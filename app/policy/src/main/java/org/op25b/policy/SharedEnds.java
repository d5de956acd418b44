package org.op25b.policy;

import java.util.List;

/**
 * What two lists have in common at their beginnings and at their ends, as the same objects. When a
 * list of thousands has changed in one place, all that differs lies between, and nothing else needs
 * to be looked at: comparing references costs some nanoseconds each.
 */
public final class SharedEnds {
  private final int first;
  private final int last;

  private SharedEnds(int first, int last) {
    this.first = first;
    this.last = last;
  }

  /** Compares two lists with quick access to every element. */
  @SuppressWarnings("ReferenceEquality") // Equal objects may differ in what they are known by.
  public static SharedEnds of(List<?> before, List<?> after) {
    int shorter = Math.min(before.size(), after.size());
    int first = 0;
    while (first < shorter && before.get(first) == after.get(first)) {
      first++;
    }
    int last = 0;
    while (last < shorter - first
        && before.get(before.size() - 1 - last) == after.get(after.size() - 1 - last)) {
      last++;
    }
    return new SharedEnds(first, last);
  }

  /** How many elements the beginnings share. */
  public int first() {
    return first;
  }

  /** How many elements the ends share, beside {@link #first()}. */
  public int last() {
    return last;
  }

  /** Returns what lies between the shared ends of {@code list}, which is one of the two. */
  public <T> List<T> between(List<T> list) {
    return list.subList(first, list.size() - last);
  }
}
