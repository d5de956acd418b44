package org.op25b.compile;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.op25b.compile.trie.Prefix;
import org.op25b.compile.trie.Requirement;
import org.op25b.compile.trie.StateSpace;
import org.op25b.compile.trie.TransitionSink;
import org.op25b.policy.Direction;

/**
 * What one class of far ends needs said of the customers' side, above what is said of the class
 * around it. Its rules are written once for each region of the far side that is of that class.
 */
final class Layer {
  private final Direction direction;
  private final Verdicts verdicts;
  private final Frame frame;
  private final OutsideClass here;
  private final OutsideClass below;
  private final StateSpace states;

  /** Prefixes of the far side, and how deep they are nested. */
  private final ImmutableMap<Prefix, Integer> regions;

  private Layer(
      Direction direction,
      Verdicts verdicts,
      Frame frame,
      OutsideClass here,
      OutsideClass below,
      StateSpace states,
      Map<Prefix, Integer> regions) {
    this.direction = direction;
    this.verdicts = verdicts;
    this.frame = frame;
    this.here = here;
    this.below = below;
    this.states = states;
    this.regions = ImmutableMap.copyOf(regions);
  }

  /** Returns the layer of class {@code here} above {@code below}; above nothing if they are one. */
  static Layer of(
      Direction direction,
      Verdicts verdicts,
      Frame frame,
      OutsideClass here,
      OutsideClass below,
      Map<Prefix, Integer> regions) {
    List<Requirement> possible = new ArrayList<>();
    for (Facts facts : verdicts.possibleFacts()) {
      possible.add(required(facts, verdicts, here, below));
    }
    StateSpace states = StateSpace.of(possible, here != below, frame.passNeedsNoPort());
    // Fails now rather than at some later rule.
    regions.forEach(
        (region, depth) -> frame.priority(region.family().width(), depth, region.family().width()));
    return new Layer(direction, verdicts, frame, here, below, states, regions);
  }

  private static Requirement required(
      Facts facts, Verdicts verdicts, OutsideClass here, OutsideClass below) {
    Requirement required = verdicts.of(facts, here);
    return here == below
        ? required
        : Requirement.above(verdicts.of(facts, below), required.smtp(), required.unseen());
  }

  /** What the layer must say about addresses of which {@code facts} are known. */
  Requirement required(Facts facts) {
    return required(facts, verdicts, here, below);
  }

  StateSpace states() {
    return states;
  }

  /** How many times each rule is written. */
  int copies() {
    return regions.size();
  }

  /** Whether both say the same, perhaps for different regions. */
  boolean isLike(Layer other) {
    return direction == other.direction
        && here.equals(other.here)
        && below.equals(other.below)
        && states.isLike(other.states);
  }

  /** This layer for those regions, at their depth, that {@code other} does not have. */
  Layer without(Layer other) {
    return in(Maps.filterEntries(regions, region -> !other.regions.entrySet().contains(region)));
  }

  /** This layer for those regions, at their depth, that {@code other} has too. */
  Layer within(Layer other) {
    return in(Maps.filterEntries(regions, region -> other.regions.entrySet().contains(region)));
  }

  private Layer in(Map<Prefix, Integer> some) {
    return new Layer(direction, verdicts, frame, here, below, states, some);
  }

  TransitionSink into(Consumer<Rule> sink) {
    return (prefix, from, to) ->
        regions.forEach(
            (region, depth) -> {
              int priority = frame.priority(prefix.family().width(), depth, prefix.length());
              write(prefix, region, priority, from, to, sink);
            });
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
        frame.table(),
        priority,
        Match.of(direction, inside, outside, port),
        verdicts.values().action(value));
  }
}
