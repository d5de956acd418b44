package org.op25b.compile.trie;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A trie that exemptions came to and went from, against one built at once. */
class ChangedTrieTest {
  private static final int EXEMPT = 8;

  @Property
  void leavesTheSameRulesAndTellsExactlyWhatChanged(
      @ForAll boolean ip4,
      @ForAll @IntRange(min = 1, max = 6) int bits,
      @ForAll boolean layered,
      @ForAll long seed) {
    Random random = new Random(seed);
    Family family = ip4 ? Family.IPV4 : Family.IPV6;
    Prefix universe =
        Prefix.of(
            family, random.nextLong(), random.nextLong(), random.nextInt(family.width() - bits));
    List<Requirement> requirements = new ArrayList<>();
    for (int number = 0; number < 2 * EXEMPT; number++) {
      int here = 1 + random.nextInt(3);
      int below = 1 + random.nextInt(3);
      boolean guarded = random.nextInt(4) > 0;
      int unseen = guarded ? here : 1;
      Requirement required = Requirement.of(here, unseen);
      requirements.add(
          number >= EXEMPT
              ? Requirement.above(Requirement.of(1, 1), 1, 1)
              : layered ? Requirement.above(Requirement.of(below, below), here, unseen) : required);
    }
    Map<Prefix, Integer> marks = new HashMap<>();
    for (int mark = random.nextInt(6); mark > 0; mark--) {
      marks.put(inside(universe, bits, random), mark);
    }
    List<Prefix> exempt = new ArrayList<>();
    AggregatedTrie changed = build(family, marks, exempt, requirements, layered);
    for (int step = 0; step < 25; step++) {
      boolean remove = !exempt.isEmpty() && random.nextInt(5) < 2;
      Prefix prefix =
          remove ? exempt.remove(random.nextInt(exempt.size())) : inside(universe, bits, random);
      if (!remove) {
        exempt.add(prefix);
      }
      Map<String, Integer> first = new HashMap<>();
      Map<String, Integer> second = new HashMap<>();
      changed.emit(0, into(first, 1));
      changed.emit(1, into(second, 1));
      changed.changeExemptions(
          prefix,
          remove ? -1 : 1,
          plane -> into(plane == 0 ? first : second, -1),
          plane -> into(plane == 0 ? first : second, 1));
      AggregatedTrie fresh = build(family, marks, exempt, requirements, layered);
      for (int plane = 0; plane < 2; plane++) {
        Map<String, Integer> expected = new HashMap<>();
        Map<String, Integer> actual = new HashMap<>();
        fresh.emit(plane, into(expected, 1));
        changed.emit(plane, into(actual, 1));
        assertEquals(expected, actual);
        assertEquals(expected, plane == 0 ? first : second);
        assertEquals(fresh.cost(plane), changed.cost(plane));
      }
    }
  }

  private static Prefix inside(Prefix universe, int bits, Random random) {
    Prefix prefix = universe;
    for (int depth = random.nextInt(bits + 1); depth > 0; depth--) {
      prefix = prefix.half(random.nextInt(2));
    }
    return random.nextInt(20) == 0 ? universe.cut(random.nextInt(universe.length() + 1)) : prefix;
  }

  private static AggregatedTrie build(
      Family family,
      Map<Prefix, Integer> marks,
      List<Prefix> exempt,
      List<Requirement> requirements,
      boolean layered) {
    ContextRules rules =
        (outer, mark, isExempt) ->
            (mark == 0 ? outer : mark | (outer & EXEMPT)) | (isExempt ? EXEMPT : 0);
    PrefixTrie trie = new PrefixTrie(family, rules, 0);
    marks.forEach(trie::mark);
    exempt.forEach(trie::exempt);
    trie.refreshContexts();
    AggregatedTrie result = new AggregatedTrie(trie);
    result.addPlane(StateSpace.of(requirements, layered, true), requirements::get);
    result.addPlane(StateSpace.of(requirements, layered, false), requirements::get);
    return result;
  }

  private static TransitionSink into(Map<String, Integer> rules, int change) {
    return (prefix, from, to) ->
        rules.merge(
            prefix + " " + from + ">" + to,
            change,
            (a, b) -> a + b == 0 ? null : (Integer) (a + b));
  }
}
