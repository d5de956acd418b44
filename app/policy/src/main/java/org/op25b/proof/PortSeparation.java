package org.op25b.proof;

import com.google.common.collect.ImmutableList;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.op25b.policy.Strategy;

/**
 * Whether the rules of a switch are of such a form that the questions toward and from port 25 can
 * be proven apart: then a packet both of whose ports are 25 or unseen is treated rightly if the
 * packet with one of the two ports changed to an ordinary one is, and the other one too. The form,
 * and why it suffices, is in docs/design/proof.md. Kept up to date rule by rule.
 */
final class PortSeparation {
  /** Each such rule asks for at most two ports of 65,536. */
  private static final int MAX_ELSEWHERE = 30_000;

  private final Strategy strategy;
  private final Pipeline pipeline;

  /** How many rules there are of each priority, by their use of ports. */
  private final Map<PortUse, NavigableMap<Integer, Integer>> priorities =
      new EnumMap<>(PortUse.class);

  /** Priorities of rules that name the destination port and let pass. */
  private final NavigableMap<Integer, Integer> namedPasses = new TreeMap<>();

  /** Rules that do not have the form. */
  private int violations;

  /** Rules without ports that do not simply let pass, and those that drop. */
  private int portlessOthers;

  private int portlessDrops;

  /** Rules that ask for a port other than 25 and unseen. */
  private int elsewhere;

  /** Rules of each table of the gate that send every packet on. */
  private final int[] gates = new int[2];

  PortSeparation(Strategy strategy) {
    this.strategy = strategy;
    this.pipeline = new Pipeline(strategy);
    for (PortUse use : PortUse.values()) {
      priorities.put(use, new TreeMap<>());
    }
  }

  void count(SwitchRule rule, Map<Field, Ternary> box, int delta) {
    PortUse use = PortUse.of(box);
    count(priorities.get(use), rule.priority(), delta);
    if (strategy == Strategy.GATE) {
      countInGate(rule, box, use, delta);
    } else {
      countInTable(rule, use, delta);
    }
  }

  private void countInGate(SwitchRule rule, Map<Field, Ternary> box, PortUse use, int delta) {
    int next = rule.table() + 1;
    boolean ours = rule.ours() && !rule.match().opaque();
    boolean staysInside =
        rule.action().gotoTable().orElse(next) == next && !rule.action().forwards();
    PortUse named = rule.table() == 0 ? PortUse.NAMES_DESTINATION : PortUse.NAMES_SOURCE;
    if (use == PortUse.NONE && rule.action().equals(RuleAction.goTo(next)) && ours) {
      gates[rule.table()] += box.isEmpty() ? delta : 0;
    } else if (use != named || !ours || !staysInside) {
      violations += delta;
    }
  }

  private void countInTable(SwitchRule rule, PortUse use, int delta) {
    Fate fate = pipeline.fate(ImmutableList.of(Step.of(rule)));
    switch (use) {
      case MIXED:
        violations += delta;
        break;
      case NONE:
        portlessOthers += isPlainPass(fate) ? 0 : delta;
        portlessDrops += fate.passes() ? 0 : delta;
        break;
      case NAMES_SOURCE:
        violations += rule.ours() && rule.action().ends() ? 0 : delta;
        break;
      case NAMES_DESTINATION:
        if (fate.kind() == Fate.Kind.FORWARDED) {
          count(namedPasses, rule.priority(), delta);
        } else {
          violations += rule.ours() && rule.action().ends() ? 0 : delta;
        }
        break;
      case ELSEWHERE:
        elsewhere += delta;
        break;
    }
  }

  private static boolean isPlainPass(Fate fate) {
    return (fate.kind() == Fate.Kind.LEFT_ALONE || fate.kind() == Fate.Kind.FORWARDED)
        && fate.meters().isEmpty();
  }

  private static void count(NavigableMap<Integer, Integer> counts, int priority, int delta) {
    counts.merge(priority, delta, Integer::sum);
    counts.remove(priority, 0);
  }

  /** Whether the questions can be proven apart. */
  boolean holds() {
    // Some port must be left that no rule asks for.
    if (violations > 0 || elsewhere > MAX_ELSEWHERE) {
      return false;
    }
    if (strategy == Strategy.GATE) {
      return gates[0] > 0 && gates[1] > 0;
    }
    return namedPasses.isEmpty()
        || (portlessDrops == 0 && below(namedPasses, priorities.get(PortUse.NAMES_SOURCE)));
  }

  /**
   * Whether, for a question, the rules without ports need not be looked at, because each of them
   * just lets pass and all rules that name the port come before them. Never so in a gate.
   */
  boolean portlessOnlyPass(PortUse named) {
    return strategy != Strategy.GATE
        && portlessOthers == 0
        && elsewhere == 0
        && below(priorities.get(PortUse.NONE), priorities.get(named));
  }

  /** Whether every packet passes, for packets other than TCP: no rule can name their ports. */
  boolean onlyPasses() {
    return strategy == Strategy.GATE
        ? violations == 0 && gates[0] > 0 && gates[1] > 0
        : portlessOthers == 0;
  }

  private static boolean below(
      NavigableMap<Integer, Integer> low, NavigableMap<Integer, Integer> high) {
    return low.isEmpty() || high.isEmpty() || low.lastKey() < high.firstKey();
  }
}
