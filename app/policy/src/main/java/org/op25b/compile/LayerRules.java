package org.op25b.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.op25b.compile.trie.Prefix;
import org.op25b.compile.trie.StateSpace;
import org.op25b.compile.trie.TransitionSink;
import org.op25b.policy.Direction;

/** Writes one plane's transitions as rules, once for each region of the far side. */
final class LayerRules {
  private final Direction direction;
  private final StateSpace states;
  private final Values values;
  private final Frame frame;
  private final List<Prefix> regions = new ArrayList<>();
  private final List<Integer> depths = new ArrayList<>();

  LayerRules(Direction direction, StateSpace states, Values values, Frame frame) {
    this.direction = direction;
    this.states = states;
    this.values = values;
    this.frame = frame;
  }

  void add(Prefix region, int depth) {
    // Fails now rather than at some later rule.
    int unused = frame.priority(region.family().width(), depth, region.family().width());
    regions.add(region);
    depths.add(depth);
  }

  int regions() {
    return regions.size();
  }

  TransitionSink into(Consumer<Rule> sink) {
    return (prefix, from, to) -> {
      for (int at = 0; at < regions.size(); at++) {
        int priority = frame.priority(prefix.family().width(), depths.get(at), prefix.length());
        write(prefix, regions.get(at), priority, from, to, sink);
      }
    };
  }

  private void write(
      Prefix inside, Prefix outside, int priority, int from, int to, Consumer<Rule> sink) {
    if (states.isPassForBoth(from, to)) {
      sink.accept(rule(inside, outside, priority, Port25.ANY, Values.PASS));
      return;
    }
    if (states.smtp(from) != states.smtp(to)) {
      sink.accept(rule(inside, outside, priority, Port25.smtp(direction), states.smtp(to)));
    }
    if (states.unseen(from) != states.unseen(to)) {
      sink.accept(rule(inside, outside, priority, Port25.unseen(direction), states.unseen(to)));
    }
  }

  private Rule rule(Prefix inside, Prefix outside, int priority, Port25 port, int value) {
    return Rule.of(
        frame.table(), priority, Match.of(direction, inside, outside, port), values.action(value));
  }
}
