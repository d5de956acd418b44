package org.op25b.compile.trie;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * What it costs to give all addresses of one context what they require, from each state, and the
 * state that is reached then. Contexts are looked up once each.
 */
final class Leaves {
  private final StateSpace states;
  private final IntFunction<Requirement> requirements;
  private int[][] costs = new int[16][];
  private int[][] targets = new int[16][];

  Leaves(StateSpace states, IntFunction<Requirement> requirements) {
    this.states = states;
    this.requirements = requirements;
  }

  /** The rules needed from each state. */
  int[] cost(int context) {
    if (context >= costs.length || costs[context] == null) {
      fill(context);
    }
    return costs[context];
  }

  /** The state reached from each state; that state itself when it needs no rule. */
  int[] target(int context) {
    if (context >= targets.length || targets[context] == null) {
      fill(context);
    }
    return targets[context];
  }

  private void fill(int context) {
    if (context >= costs.length) {
      int length = Math.max(context + 1, costs.length * 2);
      costs = Arrays.copyOf(costs, length);
      targets = Arrays.copyOf(targets, length);
    }
    Requirement requirement = requirements.apply(context);
    int size = states.size();
    costs[context] = new int[size];
    targets[context] = new int[size];
    for (int from = 0; from < size; from++) {
      int least = states.meets(from, requirement) ? 0 : StateSpace.IMPOSSIBLE;
      int target = from;
      for (int to = 0; to < size; to++) {
        if (states.meets(to, requirement) && states.cost(from, to) < least) {
          least = states.cost(from, to);
          target = to;
        }
      }
      costs[context][from] = least;
      targets[context][from] = target;
    }
  }
}
