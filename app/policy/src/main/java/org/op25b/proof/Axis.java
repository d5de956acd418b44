package org.op25b.proof;

import java.util.Collection;

/** One header field's share of the variables of a {@link Diagram}. */
interface Axis {
  /**
   * Returns the packets whose field satisfies one of {@code conditions}, all of which were known
   * when the axis was made.
   */
  int union(Collection<Ternary> conditions);

  /** Returns a value of the field in the packets that {@code variables} stand for. */
  Bits value(boolean[] variables);
}
