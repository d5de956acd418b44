package org.op25b.compile;

import java.util.Map;
import java.util.function.Consumer;
import org.op25b.compile.trie.Prefix;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;

/**
 * A part of an edge switch's rules that depends on exemptions, pools and mail servers in its own
 * way. A change tells the rules that come and go; a rule that stays may be told as both.
 */
interface Part {
  /** How many rules the part has, told before any is made; more than an int holds is possible. */
  long size();

  /** Tells every rule. */
  void rules(Consumer<Rule> sink);

  /** Takes in that one live exemption came (1) or went (-1). */
  void change(Exemption exemption, int change, Consumer<Rule> removed, Consumer<Rule> added);

  /** Whether {@link #update} leads to {@code target}; if not, the part must be built anew. */
  default boolean canBecome(EdgePolicy target) {
    return true;
  }

  /**
   * Takes in that {@code target} is the policy; its exemptions do not count.
   *
   * @param marked prefixes at the customers' side of which something else is known now
   */
  void update(
      EdgePolicy target, Map<Prefix, Facts> marked, Consumer<Rule> removed, Consumer<Rule> added);
}
