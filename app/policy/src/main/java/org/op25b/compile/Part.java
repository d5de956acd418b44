package org.op25b.compile;

import java.util.function.Consumer;
import org.op25b.policy.Exemption;

/** A part of an edge switch's rules that depends on exemptions in its own way. */
interface Part {
  /** How many rules the part has, told before any is made; more than an int holds is possible. */
  long size();

  /** Tells every rule. */
  void rules(Consumer<Rule> sink);

  /**
   * Takes in that one live exemption came (1) or went (-1). A rule that stays may be told as added
   * and as removed.
   */
  void change(Exemption exemption, int change, Consumer<Rule> removed, Consumer<Rule> added);
}
