package org.op25b.compile;

import com.google.common.collect.ImmutableList;
import java.util.Collection;
import org.op25b.policy.Direction;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.Strategy;

/** What each strategy puts together. */
final class Parts {
  private final ImmutableList.Builder<Part> parts = ImmutableList.builder();
  private final EdgePolicy policy;
  private final InsideFamily inside;
  private final Collection<Exemption> live;
  private final CompileOptions options;

  private Parts(
      EdgePolicy policy, InsideFamily inside, Collection<Exemption> live, CompileOptions options) {
    this.policy = policy;
    this.inside = inside;
    this.live = live;
    this.options = options;
  }

  /** Puts together one family's rules; in the order in which they must take in changes. */
  static ImmutableList<Part> of(
      EdgePolicy policy,
      InsideFamily inside,
      Collection<Exemption> live,
      Strategy strategy,
      CompileOptions options) {
    Parts parts = new Parts(policy, inside, live, options);
    switch (strategy) {
      case GATE:
        parts.gate();
        break;
      case SUBTRACT:
        parts.subtract();
        break;
      case OUTPUT:
        parts.output();
        break;
      case AUTO:
        throw new IllegalArgumentException("AUTO must be decided before compiling");
    }
    return parts.parts.build();
  }

  /** The rules of no family: the last ones of the guard tables. */
  static ImmutableList<Rule> gates(Strategy strategy, CompileOptions options) {
    int lowest = options.band().lowest();
    return strategy == Strategy.GATE
        ? ImmutableList.of(
            Rule.of(0, lowest, Match.everything(), Action.gate(1)),
            Rule.of(1, lowest, Match.everything(), Action.gate(2)))
        : ImmutableList.of();
  }

  /** The table of strategy {@code gate} that asks about one direction. */
  static int guardTable(Direction direction) {
    return direction == Direction.TOWARD_25 ? 0 : 1;
  }

  /** Where packets go on that this table lets pass. */
  static Next behindGuard(Direction direction) {
    return Next.table(guardTable(direction) + 1);
  }

  private void gate() {
    // The gates are below everything else.
    int lowest = options.band().lowest() + 1;
    int highest = options.band().highest();
    LayeredPart layers = new LayeredPart(inside, live);
    parts.add(layers);
    for (Direction direction : new Direction[] {Direction.TOWARD_25, Direction.FROM_25}) {
      Frame frame = Frame.of(guardTable(direction), lowest, highest, true);
      layers(layers, direction, behindGuard(direction), frame);
    }
  }

  private void output() {
    int highest = options.band().highest();
    LayeredPart layers = new LayeredPart(inside, live);
    parts.add(layers);
    // A rule that sends every packet of a customer to the uplink would be more than passing.
    Frame toward = Frame.of(0, options.band().lowest(), highest - 1, false);
    layers(layers, Direction.TOWARD_25, Next.uplink(options.uplink()), toward);
    carve(Direction.FROM_25, highest);
  }

  private void subtract() {
    int highest = options.band().highest();
    // A packet that both questions drop is dropped as the first one wants it.
    carve(Direction.TOWARD_25, highest);
    carve(Direction.FROM_25, highest - 1);
  }

  private void carve(Direction direction, int priority) {
    parts.add(new CarvedPart(policy, inside.family(), direction, priority, options, live));
  }

  private void layers(LayeredPart layers, Direction direction, Next next, Frame frame) {
    Verdicts verdicts = new Verdicts(inside, direction, new Values(next, true, options));
    layers.add(direction, policy, verdicts, frame);
    parts.add(new ScopedPart(inside, layers.trie(), direction, verdicts, frame, live));
  }
}
