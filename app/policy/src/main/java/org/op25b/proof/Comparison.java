package org.op25b.proof;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.RateLimit;
import org.op25b.policy.Verdict;

/** The packets of one kind for which a switch and a policy differ, as sets. */
final class Comparison {
  /** A set of packets for which the policy says the same. */
  private static final class Expected {
    final Verdict verdict;
    final Optional<RateLimit> limit;
    final int packets;

    Expected(Verdict verdict, Optional<RateLimit> limit, int packets) {
      this.verdict = verdict;
      this.limit = limit;
      this.packets = packets;
    }

    Optional<Difference> judge(Fate fate, SwitchTable table) {
      return verdict == Verdict.BLOCK
          ? Pipeline.whenBlocked(fate)
          : Pipeline.whenPassed(fate, limit, table);
    }
  }

  final PacketSpace space;
  private final List<Expected> expectations = new ArrayList<>();
  private final Map<Difference, Integer> differences = new EnumMap<>(Difference.class);

  /** Compares all packets of one kind. */
  Comparison(
      EdgePolicy policy,
      Iterable<Exemption> live,
      SwitchTable table,
      Pipeline pipeline,
      Universe universe,
      Budget budget) {
    this(policy, live, table, pipeline, universe, Optional.empty(), budget);
  }

  /**
   * Compares the packets of a region.
   *
   * @param policy what may decide about packets of the region
   * @param live the live exemptions that may cover packets of the region
   * @param table the rules that may decide about packets of the region
   */
  Comparison(
      EdgePolicy policy,
      Iterable<Exemption> live,
      SwitchTable table,
      Pipeline pipeline,
      Universe universe,
      Optional<Region> region,
      Budget budget) {
    List<TableRules> rules =
        IntStream.range(0, pipeline.tables)
            .mapToObj(n -> new TableRules(table.rules(), n, universe))
            .collect(toImmutableList());
    PacketSpace.Builder builder = new PacketSpace.Builder(universe);
    Specification.announce(policy, live, builder);
    rules.forEach(list -> list.entries().forEach(entry -> builder.add(entry.box)));
    region.ifPresent(r -> r.boxes().forEach(builder::add));
    this.space = builder.build(budget);
    region.ifPresent(space::confineTo);
    expect(new Specification(policy, ImmutableList.copyOf(live), space));
    compare(new Fates(rules, pipeline, space), table);
  }

  private void expect(Specification specification) {
    int rest = space.diagram.minus(space.domain(), specification.blocked());
    expectations.add(new Expected(Verdict.BLOCK, Optional.empty(), specification.blocked()));
    for (Map.Entry<RateLimit, Integer> limit : specification.limited().entrySet()) {
      expectations.add(
          new Expected(Verdict.RATE_LIMIT, Optional.of(limit.getKey()), limit.getValue()));
      rest = space.diagram.minus(rest, limit.getValue());
    }
    expectations.add(new Expected(Verdict.PASS, Optional.empty(), rest));
  }

  private void compare(Fates fates, SwitchTable table) {
    for (Map.Entry<Fate, Integer> fate : fates.sets().entrySet()) {
      for (Expected expected : expectations) {
        int packets = space.diagram.and(fate.getValue(), expected.packets);
        if (packets != Diagram.EMPTY) {
          expected
              .judge(fate.getKey(), table)
              .ifPresent(what -> differences.merge(what, packets, space.diagram::or));
        }
      }
    }
    separateAmbiguous(fates.ambiguous());
  }

  /** What overlapping rules of equal priority make different is the overlap's fault. */
  private void separateAmbiguous(int ambiguous) {
    int wrong = Diagram.EMPTY;
    for (Difference difference : Difference.values()) {
      int packets = differences.getOrDefault(difference, Diagram.EMPTY);
      if (difference != Difference.FOREIGN && packets != Diagram.EMPTY) {
        wrong = space.diagram.or(wrong, space.diagram.and(packets, ambiguous));
        differences.put(difference, space.diagram.minus(packets, ambiguous));
      }
    }
    differences.put(Difference.AMBIGUOUS, wrong);
    differences.values().removeIf(set -> set == Diagram.EMPTY);
  }

  /** The kinds of difference there are, and for which packets; no set is empty. */
  Map<Difference, Integer> differences() {
    return differences;
  }

  /** Returns some packet of a set that is not empty, and what the policy says about it. */
  Sample sample(int packets) {
    for (Expected expected : expectations) {
      int here = space.diagram.and(packets, expected.packets);
      if (here != Diagram.EMPTY) {
        return new Sample(space.member(here), expected.verdict);
      }
    }
    throw new IllegalArgumentException("an empty set has no member");
  }

  /** A packet and what the policy says about it. */
  static final class Sample {
    final WitnessPacket packet;
    final Verdict expected;

    Sample(WitnessPacket packet, Verdict expected) {
      this.packet = packet;
      this.expected = expected;
    }
  }
}
