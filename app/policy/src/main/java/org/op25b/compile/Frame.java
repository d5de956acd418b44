package org.op25b.compile;

import com.google.auto.value.AutoValue;

/**
 * Where the rules of one direction stand: a table, a range of priorities, and what passing means.
 */
@AutoValue
abstract class Frame {
  abstract int table();

  /** The lowest priority for layers. */
  abstract int lowest();

  /** The one priority of scoped exemptions, above all layers. */
  abstract int scoped();

  /** Whether a rule may pass packets of any port, because passing changes nothing for them. */
  abstract boolean passNeedsNoPort();

  static Frame of(int table, int lowest, int scoped, boolean passNeedsNoPort) {
    return new AutoValue_Frame(table, lowest, scoped, passNeedsNoPort);
  }

  /** The priority for a far side of some depth of nesting and a near side of some length. */
  int priority(int width, int depth, int length) {
    int priority = lowest() + depth * (width + 1) + length;
    if (priority >= scoped()) {
      throw new CompileException(
          "mail servers nested "
              + depth
              + " deep need priorities from "
              + lowest()
              + " to "
              + (lowest() + (depth + 1) * (width + 1))
              + ", the band ends at "
              + scoped()
              + ": widen the band or nest mail servers less");
    }
    return priority;
  }
}
