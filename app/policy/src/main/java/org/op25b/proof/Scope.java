package org.op25b.proof;

import com.google.common.collect.ImmutableList;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.op25b.policy.Strategy;

/**
 * Which of the two questions a changed rule can matter to. Whatever is concluded from the form of
 * the rules must hold for the rules before the change as well as for those after it.
 */
final class Scope {
  /** The questions, by the use of ports of the rules that are about them. */
  static final ImmutableList<PortUse> QUESTIONS =
      ImmutableList.of(PortUse.NAMES_DESTINATION, PortUse.NAMES_SOURCE);

  private final Strategy strategy;
  private final Set<Universe> separate = EnumSet.of(Universe.TCP4, Universe.TCP6);

  /** For each question the kinds of packet for which rules without ports only let pass. */
  private final Set<Universe> onlyPassToward = EnumSet.copyOf(separate);

  private final Set<Universe> onlyPassFrom = EnumSet.copyOf(separate);

  Scope(RuleStore before, Strategy strategy) {
    this.strategy = strategy;
    narrow(before);
  }

  void narrow(RuleStore rules) {
    separate.removeIf(universe -> !rules.separates(universe));
    onlyPassToward.removeIf(u -> !rules.portlessOnlyPass(u, PortUse.NAMES_DESTINATION));
    onlyPassFrom.removeIf(u -> !rules.portlessOnlyPass(u, PortUse.NAMES_SOURCE));
  }

  /** Whether the two questions can be proven apart. */
  boolean separates(Universe universe) {
    return separate.contains(universe);
  }

  /** The questions whose answer may change with {@code rule}. */
  Iterable<PortUse> questions(Universe universe, SwitchRule rule, Map<Field, Ternary> box) {
    if (!separates(universe)) {
      return QUESTIONS;
    }
    PortUse use = PortUse.of(box);
    if (QUESTIONS.contains(use)) {
      return ImmutableList.of(use);
    }
    if (strategy == Strategy.GATE) {
      return ImmutableList.of(QUESTIONS.get(rule.table()));
    }
    EnumSet<PortUse> questions = EnumSet.copyOf(QUESTIONS);
    if (use == PortUse.NONE && onlyPassToward.contains(universe)) {
      questions.remove(PortUse.NAMES_DESTINATION);
    }
    if (use == PortUse.NONE && onlyPassFrom.contains(universe)) {
      questions.remove(PortUse.NAMES_SOURCE);
    }
    return questions;
  }
}
