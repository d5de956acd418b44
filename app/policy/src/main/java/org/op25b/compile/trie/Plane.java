package org.op25b.compile.trie;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * One function over the addresses of a trie, and the fewest longest-prefix-match rules that compute
 * it: weighted ORTC (Draves, King, Venkatachary, Zill 1999) as an exact dynamic program. For each
 * node and each state that shorter prefixes may have led to, the number of rules that are needed at
 * and below the node. Which rules those are follows from the numbers alone, so nothing else is kept
 * and equal tries give equal rules.
 *
 * <p>Between a node and its child the path is compressed. The places in between are walked one by
 * one only until the numbers stand still, which they do at once for a state that suits the
 * addresses beside the path.
 */
final class Plane {
  /** "Nothing arrives at a child here." */
  private static final int NO_STATE = -1;

  private final PrefixTrie trie;
  private final StateSpace states;
  private final Leaves leaves;
  private final int size;
  private int[] costs = new int[0];

  // Scratch space: costs at each place of one compressed path, and of what follows one place.
  private final int[] steps;
  private final int[] after;
  private final int[] below;

  Plane(PrefixTrie trie, StateSpace states, IntFunction<Requirement> requirements) {
    this.trie = trie;
    this.states = states;
    this.leaves = new Leaves(states, requirements);
    this.size = states.size();
    this.steps = new int[(trie.family().width() + 1) * size];
    this.after = new int[size];
    this.below = new int[size];
  }

  /** The number of rules of the whole table. */
  int cost() {
    return costs[PrefixTrie.ROOT * size + states.start()];
  }

  int start() {
    return states.start();
  }

  /** Computes the costs of {@code node} and of everything below it. */
  void computeAll(int node) {
    for (int bit = 0; bit < 2; bit++) {
      if (trie.child(node, bit) != PrefixTrie.NONE) {
        computeAll(trie.child(node, bit));
      }
    }
    compute(node);
  }

  /** Computes the costs of {@code node} from those of its children. */
  void compute(int node) {
    if (costs.length < trie.capacity() * size) {
      costs = Arrays.copyOf(costs, trie.capacity() * size);
    }
    if (trie.isLeaf(node)) {
      System.arraycopy(leaves.cost(trie.context(node)), 0, costs, node * size, size);
    } else {
      computeBelow(node);
      states.relax(below, costs, node * size);
    }
  }

  /** Into {@link #below}: what the two halves of a node cost, for each state in which it ends. */
  private void computeBelow(int node) {
    Arrays.fill(below, 0);
    int[] beside = leaves.cost(trie.context(node));
    for (int bit = 0; bit < 2; bit++) {
      int child = trie.child(node, bit);
      if (child == PrefixTrie.NONE) {
        add(below, beside, 0);
      } else {
        int places = trie.length(child) - trie.length(node) - 1;
        int at = walkUp(child, beside, places);
        add(below, steps, at * size);
      }
    }
  }

  /**
   * Into {@link #steps}: the costs of {@code child} and of the places above it, as far as they
   * change, at most {@code places} of them. Returns the last row; those above are like it.
   */
  private int walkUp(int child, int[] beside, int places) {
    System.arraycopy(costs, child * size, steps, 0, size);
    for (int place = 1; place <= places; place++) {
      follow(place - 1, beside);
      states.relax(after, steps, place * size);
      if (Arrays.equals(
          steps, place * size, (place + 1) * size, steps, (place - 1) * size, place * size)) {
        return place - 1;
      }
    }
    return places;
  }

  /** Into {@link #after}: what follows a place whose child has the costs of row {@code row}. */
  private void follow(int row, int[] beside) {
    System.arraycopy(steps, row * size, after, 0, size);
    add(after, beside, 0);
  }

  private void add(int[] sum, int[] values, int offset) {
    for (int state = 0; state < size; state++) {
      sum[state] += values[offset + state];
    }
  }

  /** Tells {@code sink} all rules at and below {@code node}, which is reached in {@code state}. */
  void emitAll(int node, int state, TransitionSink sink) {
    if (costs[node * size + state] == 0) {
      return; // no rules
    }
    long arrivals = emit(node, state, sink);
    for (int bit = 0; bit < 2; bit++) {
      if (trie.child(node, bit) != PrefixTrie.NONE) {
        emitAll(trie.child(node, bit), arrival(arrivals, bit), sink);
      }
    }
  }

  /**
   * Tells {@code removed} and {@code added} the rules at and below {@code node} that differ between
   * coming in with {@code before} and with {@code now}. Ends where the two meet.
   */
  void emitDifference(int node, int before, int now, TransitionSink removed, TransitionSink added) {
    if (before == now) {
      return;
    }
    long old = emit(node, before, removed);
    long young = emit(node, now, added);
    for (int bit = 0; bit < 2; bit++) {
      if (trie.child(node, bit) != PrefixTrie.NONE) {
        emitDifference(
            trie.child(node, bit), arrival(old, bit), arrival(young, bit), removed, added);
      }
    }
  }

  /**
   * Tells {@code sink} the rules at {@code node} and those between it and its children. Returns the
   * states in which the children are reached, for {@link #arrival}.
   */
  long emit(int node, int state, TransitionSink sink) {
    int context = trie.context(node);
    int[] target = leaves.target(context);
    if (trie.isLeaf(node)) {
      if (target[state] != state) {
        sink.transition(trie.prefix(node), state, target[state]);
      }
      return arrivals(NO_STATE, NO_STATE);
    }
    computeBelow(node);
    int chosen = states.choose(state, below, costs[node * size + state]);
    if (chosen != state) {
      sink.transition(trie.prefix(node), state, chosen);
    }
    return arrivals(emitHalf(node, 0, chosen, sink), emitHalf(node, 1, chosen, sink));
  }

  private int emitHalf(int node, int bit, int state, TransitionSink sink) {
    int child = trie.child(node, bit);
    int context = trie.context(node);
    if (child == PrefixTrie.NONE) {
      int target = leaves.target(context)[state];
      if (target != state) {
        sink.transition(trie.prefix(node).half(bit), state, target);
      }
      return NO_STATE;
    }
    int[] beside = leaves.cost(context);
    return beside[state] == 0 ? state : descend(node, child, state, sink);
  }

  /** Walks down a compressed path whose sides do not suit {@code state}. */
  private int descend(int node, int child, int state, TransitionSink sink) {
    int[] beside = leaves.cost(trie.context(node));
    int[] target = leaves.target(trie.context(node));
    int places = trie.length(child) - trie.length(node) - 1;
    int rows = walkUp(child, beside, places);
    int now = state;
    for (int place = places; place > 0 && beside[now] != 0; place--) {
      int length = trie.length(child) - place;
      follow(Math.min(place - 1, rows), beside);
      int chosen = states.choose(now, after, steps[Math.min(place, rows) * size + now]);
      if (chosen != now) {
        sink.transition(trie.cut(child, length), now, chosen);
        now = chosen;
      }
      if (beside[now] != 0) {
        Prefix side = trie.cut(child, length).half(1 - trie.bit(child, length));
        sink.transition(side, now, target[now]);
      }
    }
    return now;
  }

  /** The state in which the child at {@code bit} is reached. */
  static int arrival(long arrivals, int bit) {
    return bit == 0 ? (int) (arrivals >> 32) : (int) arrivals;
  }

  private static long arrivals(int zero, int one) {
    return ((long) zero << 32) | (one & 0xffff_ffffL);
  }
}
