package org.op25b.compile.trie;

/**
 * How what is known of an address grows from short prefixes to long ones. A context is a small
 * number, dense from 0, for everything that the prefixes around an address say about it.
 */
public interface ContextRules {
  /** The context of an address that no prefix contains. */
  int OUTERMOST = 0;

  /**
   * Returns the context inside a prefix.
   *
   * @param outer the context around the prefix
   * @param mark what the prefix carries, 0 for nothing
   * @param exempt whether the prefix is exempt
   */
  int inside(int outer, int mark, boolean exempt);
}
