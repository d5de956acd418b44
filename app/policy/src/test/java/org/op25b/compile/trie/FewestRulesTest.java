package org.op25b.compile.trie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The number of rules against an exhaustive search, and the rules against the requirements. */
class FewestRulesTest {
  private static final int DROP = 2;
  private static final int COUNT = 3;

  /** What may be required: nothing but whole verdicts, mixed ones, three values. */
  private static final List<List<int[]>> ALPHABETS =
      List.of(
          List.of(pair(1, 1), pair(DROP, DROP)),
          List.of(pair(1, 1), pair(DROP, DROP), pair(DROP, 1)),
          List.of(pair(1, 1), pair(DROP, DROP), pair(COUNT, COUNT)),
          List.of(pair(1, 1), pair(DROP, 1), pair(COUNT, COUNT)),
          List.of(pair(1, 1), pair(DROP, DROP), pair(COUNT, 1), pair(1, DROP)));

  private static int[] pair(int smtp, int unseen) {
    return new int[] {smtp, unseen};
  }

  @Property(tries = 3000)
  void aTableForUpToSixBitsIsAsSmallAsCanBe(
      @ForAll @IntRange(min = 1, max = 6) int bits,
      @ForAll @IntRange(min = 0, max = 4) int alphabet,
      @ForAll @IntRange(min = 0, max = 3) int spread,
      @ForAll boolean passNeedsNoPort,
      @ForAll long seed) {
    Case drawn = new Case(Family.IPV4, 0, bits, alphabet, spread, false, new Random(seed));
    drawn.check(passNeedsNoPort);
  }

  @Property(tries = 3000)
  void aLayerForUpToSixBitsIsAsSmallAsCanBe(
      @ForAll @IntRange(min = 1, max = 6) int bits,
      @ForAll @IntRange(min = 0, max = 4) int alphabet,
      @ForAll @IntRange(min = 0, max = 3) int spread,
      @ForAll boolean passNeedsNoPort,
      @ForAll long seed) {
    Case drawn = new Case(Family.IPV4, 0, bits, alphabet, spread, true, new Random(seed));
    drawn.check(passNeedsNoPort);
  }

  @Property(tries = 1500)
  void compressedPathsCostNothing(
      @ForAll boolean ip4,
      @ForAll @IntRange(min = 1, max = 4) int bits,
      @ForAll @IntRange(min = 0, max = 4) int alphabet,
      @ForAll @IntRange(min = 0, max = 3) int spread,
      @ForAll boolean layered,
      @ForAll long seed) {
    Family family = ip4 ? Family.IPV4 : Family.IPV6;
    int above = new Random(seed).nextInt(family.width() - bits);
    new Case(family, above, bits, alphabet, spread, layered, new Random(seed)).check(true);
  }

  /** Requirements at random: each prefix of some random ones has one, the longest decides. */
  private static final class Case {
    private final int width;
    private final Prefix universe;
    private final boolean layered;
    private final List<Requirement> requirements = new ArrayList<>();
    private final TreeMap<Prefix, Integer> marks = new TreeMap<>();

    Case(
        Family family,
        int above,
        int bits,
        int alphabet,
        int spread,
        boolean layered,
        Random random) {
      this.width = above + bits;
      this.layered = layered;
      this.universe = Prefix.of(family, random.nextLong(), random.nextLong(), above);
      List<int[]> pairs = ALPHABETS.get(alphabet);
      for (int number = 0; number < 8; number++) {
        int[] here = pairs.get(random.nextInt(pairs.size()));
        int[] below = pairs.get(random.nextInt(pairs.size()));
        requirements.add(
            layered
                ? Requirement.above(Requirement.of(below[0], below[1]), here[0], here[1])
                : Requirement.of(here[0], here[1]));
      }
      int count = spread == 0 ? 1 << bits : 1 + random.nextInt(4 * spread);
      for (int number = 0; number < count; number++) {
        Prefix prefix = universe;
        int depth = spread == 0 ? bits : random.nextInt(bits + 1);
        for (int bit = 0; bit < depth; bit++) {
          int half = spread == 0 ? (number >> (bits - 1 - bit)) & 1 : random.nextInt(2);
          prefix = prefix.half(half);
        }
        marks.put(prefix, 1 + random.nextInt(requirements.size() - 1));
      }
    }

    void check(boolean passNeedsNoPort) {
      StateSpace states = StateSpace.of(requirements, layered, passNeedsNoPort);
      PrefixTrie trie =
          new PrefixTrie(universe.family(), (outer, mark, exempt) -> mark == 0 ? outer : mark, 0);
      marks.forEach(trie::mark);
      trie.refreshContexts();
      AggregatedTrie aggregated = new AggregatedTrie(trie);
      int plane = aggregated.addPlane(states, requirements::get);

      List<Integer> values =
          requirements.stream()
              .flatMap(r -> IntStream.of(r.smtp(), r.unseen(), 1).boxed())
              .distinct()
              .collect(Collectors.toList());
      int start = layered ? StateSpace.UNSAID : StateSpace.PASS;
      int fewest =
          new ExhaustiveSearch(
                  Prefix.all(universe.family()),
                  width,
                  values,
                  passNeedsNoPort,
                  this::requirementOf)
              .fewest(start, start);
      assertEquals(fewest, aggregated.cost(plane), () -> marks + " " + requirements);

      Map<Prefix, Integer> reached = new TreeMap<>();
      int[] rules = new int[1];
      aggregated.emit(
          plane,
          (prefix, from, to) -> {
            rules[0] += states.cost(from, to);
            assertEquals(null, reached.put(prefix, to), "two changes at one prefix");
          });
      assertEquals(fewest, rules[0]);
      checkRules(Prefix.all(universe.family()), states.start(), states, reached);
    }

    private void checkRules(
        Prefix prefix, int state, StateSpace states, Map<Prefix, Integer> reached) {
      int now = reached.getOrDefault(prefix, state);
      Requirement only = requirementOf(prefix);
      boolean ends = only != null && reached.keySet().stream().noneMatch(inside(prefix));
      if (ends) {
        assertTrue(states.meets(now, only), () -> prefix + " " + marks + " " + requirements);
        return;
      }
      checkRules(prefix.half(0), now, states, reached);
      checkRules(prefix.half(1), now, states, reached);
    }

    private static Predicate<Prefix> inside(Prefix prefix) {
      return other -> !other.equals(prefix) && prefix.contains(other);
    }

    /** The requirement of all addresses of a prefix, or null when a longer mark divides it. */
    private Requirement requirementOf(Prefix prefix) {
      int mark = 0;
      for (Map.Entry<Prefix, Integer> entry : marks.entrySet()) {
        if (entry.getKey().contains(prefix)) {
          mark = entry.getValue();
        } else if (prefix.contains(entry.getKey())) {
          return null;
        }
      }
      return requirements.get(mark);
    }
  }
}
