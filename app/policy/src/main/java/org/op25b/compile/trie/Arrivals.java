package org.op25b.compile.trie;

/** Nodes, and the states in which they are reached. */
final class Arrivals {
  private final int[] nodes;
  private final int[] states;
  private int size;

  Arrivals(int capacity) {
    nodes = new int[capacity];
    states = new int[capacity];
  }

  void add(int node, int state) {
    nodes[size] = node;
    states[size++] = state;
  }

  int size() {
    return size;
  }

  int node(int at) {
    return nodes[at];
  }

  int state(int at) {
    return states[at];
  }

  int stateOf(int node) {
    for (int at = 0; at < size; at++) {
      if (nodes[at] == node) {
        return states[at];
      }
    }
    throw new IllegalStateException("node " + node + " was not beside the path before");
  }
}
