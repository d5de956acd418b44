package org.op25b.compile.trie;

/** The nodes on the way from the root to a prefix. */
final class Path {
  private final int[] nodes;
  private int size;

  Path(Family family) {
    nodes = new int[family.width() + 1];
  }

  void clear() {
    size = 0;
  }

  void add(int node) {
    nodes[size++] = node;
  }

  int size() {
    return size;
  }

  int get(int at) {
    return nodes[at];
  }

  int last() {
    return nodes[size - 1];
  }
}
