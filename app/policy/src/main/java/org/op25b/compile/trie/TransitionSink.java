package org.op25b.compile.trie;

/** Receives the places where rules stand. */
public interface TransitionSink {
  /**
   * At {@code prefix}, rules lead from one state to another.
   *
   * @param prefix the prefix
   * @param from the state that shorter prefixes have led to
   * @param to another state
   */
  void transition(Prefix prefix, int from, int to);
}
