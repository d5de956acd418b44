package org.op25b.compile;

import com.google.common.collect.ImmutableList;
import java.util.Collection;
import java.util.function.Consumer;
import org.op25b.compile.trie.Family;
import org.op25b.policy.Direction;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.Strategy;

/** What each strategy puts together. */
final class Parts {
  private final ImmutableList.Builder<Part> parts = ImmutableList.builder();
  private final EdgePolicy policy;
  private final Collection<Exemption> live;
  private final CompileOptions options;

  private Parts(EdgePolicy policy, Collection<Exemption> live, CompileOptions options) {
    this.policy = policy;
    this.live = live;
    this.options = options;
  }

  static ImmutableList<Part> of(
      EdgePolicy policy, Collection<Exemption> live, Strategy strategy, CompileOptions options) {
    Parts parts = new Parts(policy, live, options);
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

  private void gate() {
    int lowest = options.band().lowest();
    Next toFromGuard = Next.table(1);
    Next toForwarding = Next.table(2);
    Frame toward = Frame.of(0, lowest + 1, options.band().highest(), true);
    Frame from = Frame.of(1, lowest + 1, options.band().highest(), true);
    for (Family family : Family.values()) {
      InsideFamily inside = new InsideFamily(policy, family);
      LayeredPart layers = new LayeredPart(inside, live);
      parts.add(layers);
      layers(layers, inside, Direction.TOWARD_25, toFromGuard, toward);
      layers(layers, inside, Direction.FROM_25, toForwarding, from);
    }
    parts.add(
        new FixedPart(
            ImmutableList.of(
                Rule.of(0, lowest, Match.everything(), Action.gate(1)),
                Rule.of(1, lowest, Match.everything(), Action.gate(2)))));
  }

  private void output() {
    Next uplink = Next.uplink(options.uplink());
    int highest = options.band().highest();
    // A rule that sends every packet of a customer to the uplink would be more than passing.
    Frame toward = Frame.of(0, options.band().lowest(), highest - 1, false);
    for (Family family : Family.values()) {
      InsideFamily inside = new InsideFamily(policy, family);
      LayeredPart layers = new LayeredPart(inside, live);
      parts.add(layers);
      layers(layers, inside, Direction.TOWARD_25, uplink, toward);
      carve(family, Direction.FROM_25, highest);
    }
  }

  private void subtract() {
    int highest = options.band().highest();
    for (Family family : Family.values()) {
      // A packet that both questions drop is dropped as the first one wants it.
      carve(family, Direction.TOWARD_25, highest);
      carve(family, Direction.FROM_25, highest - 1);
    }
  }

  private void carve(Family family, Direction direction, int priority) {
    parts.add(
        new CarvedPart(
            policy, new InsideFamily(policy, family), direction, priority, options, live));
  }

  private void layers(
      LayeredPart layers, InsideFamily inside, Direction direction, Next next, Frame frame) {
    Verdicts verdicts = new Verdicts(inside, direction, new Values(next, true, options));
    layers.add(direction, policy, verdicts, frame);
    parts.add(new ScopedPart(inside, layers.trie(), direction, verdicts, frame, live));
  }

  /** Rules that no exemption changes. */
  private static final class FixedPart implements Part {
    private final ImmutableList<Rule> rules;

    FixedPart(ImmutableList<Rule> rules) {
      this.rules = rules;
    }

    @Override
    public long size() {
      return rules.size();
    }

    @Override
    public void rules(Consumer<Rule> sink) {
      rules.forEach(sink);
    }

    @Override
    public void change(
        Exemption exemption, int change, Consumer<Rule> removed, Consumer<Rule> added) {}
  }
}
