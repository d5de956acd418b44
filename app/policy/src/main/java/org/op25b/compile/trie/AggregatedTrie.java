package org.op25b.compile.trie;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A trie with several functions of an address over it, each with the fewest rules that compute it.
 * After an exemption came or went it tells exactly which rules came and went, at the price of the
 * way from the root to the exemption and of what really changes.
 */
public final class AggregatedTrie {
  private final PrefixTrie trie;
  private final List<Plane> planes = new ArrayList<>();
  private final Path path;

  /** Creates planes over {@code trie}, whose contexts must be fresh. */
  public AggregatedTrie(PrefixTrie trie) {
    this.trie = trie;
    this.path = new Path(trie.family());
  }

  /** Adds a function; returns its number, from 0. */
  public int addPlane(StateSpace states, IntFunction<Requirement> requirements) {
    Plane plane = new Plane(trie, states, requirements);
    plane.computeAll(PrefixTrie.ROOT);
    planes.add(plane);
    return planes.size() - 1;
  }

  /** Takes a function away; those added after it get the next smaller number. */
  public void removePlane(int plane) {
    planes.remove(plane);
  }

  /** The trie. */
  public PrefixTrie trie() {
    return trie;
  }

  /** The number of rules of a plane's table. */
  public int cost(int plane) {
    return planes.get(plane).cost();
  }

  /** Tells {@code sink} all rules of a plane. */
  public void emit(int plane, TransitionSink sink) {
    planes.get(plane).emitAll(PrefixTrie.ROOT, planes.get(plane).start(), sink);
  }

  /**
   * Counts one exemption more (1) or less (-1) at {@code prefix}, and tells which rules change. A
   * rule may be told as removed and as added, which means that it stays.
   */
  public void changeExemptions(
      Prefix prefix,
      int change,
      IntFunction<TransitionSink> removed,
      IntFunction<TransitionSink> added) {
    trie.walk(prefix, path);
    boolean whole = trie.changesContext(path, prefix, change);
    change(prefix, whole, () -> trie.changeExemptions(prefix, change), removed, added);
  }

  /**
   * Gives {@code prefix} another mark, 0 for none, and tells which rules change, at the price of
   * all rules inside the prefix. A rule may be told as removed and as added.
   */
  public void changeMark(
      Prefix prefix,
      int mark,
      IntFunction<TransitionSink> removed,
      IntFunction<TransitionSink> added) {
    trie.walk(prefix, path);
    change(prefix, true, () -> trie.changeMark(prefix, mark), removed, added);
  }

  /**
   * Tells what {@code edit} changes; {@code whole} if contexts inside {@code prefix} may change.
   */
  private void change(
      Prefix prefix,
      boolean whole,
      Runnable edit,
      IntFunction<TransitionSink> removed,
      IntFunction<TransitionSink> added) {
    List<Arrivals> before = new ArrayList<>(planes.size());
    for (int plane = 0; plane < planes.size(); plane++) {
      before.add(emitAlong(planes.get(plane), prefix, whole, removed.apply(plane)));
    }
    edit.run();
    trie.walk(prefix, path);
    for (int plane = 0; plane < planes.size(); plane++) {
      recompute(planes.get(plane), prefix, whole);
      Arrivals now = emitAlong(planes.get(plane), prefix, whole, added.apply(plane));
      Arrivals old = before.get(plane);
      for (int at = 0; at < now.size(); at++) {
        planes
            .get(plane)
            .emitDifference(
                now.node(at),
                old.stateOf(now.node(at)),
                now.state(at),
                removed.apply(plane),
                added.apply(plane));
      }
    }
  }

  private void recompute(Plane plane, Prefix prefix, boolean whole) {
    int last = path.last();
    if (whole) {
      for (int bit = 0; bit < 2; bit++) {
        int child = trie.child(last, bit);
        if (child != PrefixTrie.NONE && trie.liesIn(child, prefix)) {
          plane.computeAll(child);
        }
      }
    }
    for (int at = path.size() - 1; at >= 0; at--) {
      plane.compute(path.get(at));
    }
  }

  /**
   * Tells the rules along the path to {@code prefix}, and with {@code whole} all rules inside the
   * prefix. Returns the states in which the other nodes beside the path are reached.
   */
  private Arrivals emitAlong(Plane plane, Prefix prefix, boolean whole, TransitionSink sink) {
    Arrivals beside = new Arrivals(path.size() + 1);
    int state = plane.start();
    for (int at = 0; at < path.size(); at++) {
      int node = path.get(at);
      int next = at + 1 < path.size() ? path.get(at + 1) : PrefixTrie.NONE;
      long arrivals = plane.emit(node, state, sink);
      for (int bit = 0; bit < 2; bit++) {
        int child = trie.child(node, bit);
        int arrival = Plane.arrival(arrivals, bit);
        if (child == PrefixTrie.NONE) {
          continue;
        }
        if (child == next) {
          state = arrival;
        } else if (whole && trie.liesIn(child, prefix)) {
          plane.emitAll(child, arrival, sink);
        } else {
          beside.add(child, arrival);
        }
      }
    }
    return beside;
  }
}
