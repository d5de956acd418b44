package org.op25b.proof;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import jdd.bdd.BDD;

/**
 * Sets of packets as binary decision diagrams of the JDD package. A set is an int; equal sets are
 * equal ints. Sets live as long as the diagram.
 */
final class Diagram {
  static final int EMPTY = 0;
  static final int ALL = 1;

  /** Some 700 MB. */
  private static final int MAX_NODES = 30_000_000;

  private final BDD bdd;

  /**
   * Creates a diagram.
   *
   * @param size how many nodes to expect
   * @param budget bounds the work
   */
  Diagram(int size, Budget budget) {
    int nodes = Math.max(1_000, size);
    this.bdd =
        new BDD(nodes, nodes) {
          // Every step of an operation that is not answered by a cache ends here.
          @Override
          public int mk(int variable, int low, int high) {
            budget.spend();
            if (table_size > MAX_NODES) {
              throw new TooComplexException("more than " + MAX_NODES + " nodes");
            }
            return super.mk(variable, low, high);
          }
        };
  }

  /** Adds variables below all those there are and returns the number of the first. */
  int addVariables(int count) {
    int first = bdd.numberOfVariables();
    for (int i = 0; i < count; i++) {
      bdd.createVar();
    }
    return first;
  }

  int variables() {
    return bdd.numberOfVariables();
  }

  /**
   * The set that is {@code low} where a variable above both is zero, and {@code high} elsewhere.
   */
  int node(int variable, int low, int high) {
    return low == high ? low : keep(bdd.mk(variable, low, high));
  }

  int and(int a, int b) {
    return keep(bdd.and(a, b));
  }

  int or(int a, int b) {
    return keep(bdd.or(a, b));
  }

  int not(int a) {
    return keep(bdd.not(a));
  }

  int minus(int a, int b) {
    return a == EMPTY || b == EMPTY ? a : and(a, not(b));
  }

  /** The union, built pairwise so that no intermediate result is met more often than needed. */
  int union(Collection<Integer> sets) {
    Deque<Integer> queue = new ArrayDeque<>(sets);
    if (queue.isEmpty()) {
      return EMPTY;
    }
    while (queue.size() > 1) {
      queue.addLast(or(queue.removeFirst(), queue.removeFirst()));
    }
    return queue.removeFirst();
  }

  /** The variables' values in one member of a set that is not empty; any value where free. */
  boolean[] member(int set) {
    boolean[] values = new boolean[variables()];
    int node = set;
    while (node != ALL) {
      int variable = bdd.getVar(node);
      boolean high = bdd.getLow(node) == EMPTY;
      values[variable] = high;
      node = high ? bdd.getHigh(node) : bdd.getLow(node);
    }
    return values;
  }

  private int keep(int set) {
    return bdd.ref(set);
  }
}
