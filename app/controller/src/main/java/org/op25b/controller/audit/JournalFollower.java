package org.op25b.controller.audit;

import com.google.common.collect.ImmutableList;

/** Is told of every change, in order. Called under the journal's lock: must be quick. */
public interface JournalFollower {
  /** The changes {@code entries}, made together, have taken effect; the first has this number. */
  void applied(long first, String nonce, ImmutableList<AuditEntry> entries);

  /**
   * This node was away so long that changes left the journal unseen: the saved state, which has
   * them, must be read again. Changes after it follow, or came just before.
   */
  default void skipped() {}

  /** The changes that start at {@code first} have left the bounded journal. */
  default void removed(long first) {}
}
