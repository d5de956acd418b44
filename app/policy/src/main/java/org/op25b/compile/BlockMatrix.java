package org.op25b.compile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.op25b.compile.trie.ContextRules;
import org.op25b.compile.trie.Covers;
import org.op25b.compile.trie.Prefix;
import org.op25b.compile.trie.PrefixTrie;
import org.op25b.compile.trie.Requirement;

/**
 * Which contexts at the near side are blocked toward which classes at the far side, and covers of
 * the blocked area by products of prefix sets. Rows of equal content make one product (its near
 * side may reach over rows that are blocked toward more), or columns of equal content do. For a
 * single product the number of rules is the least possible: no prefix pair holds two of the pairs
 * of largest prefixes.
 */
final class BlockMatrix {
  /** Beyond this a table of drop rules is out of the question anyway. */
  private static final long MAX_CELLS = 50_000_000;

  private final InsideFamily inside;
  private final PrefixTrie near;
  private final PrefixTrie far;
  private final List<OutsideClass> classes = new ArrayList<>();
  private final Verdicts verdicts;
  private final int contexts;
  private final BitSet occurring;

  BlockMatrix(InsideFamily inside, PrefixTrie near, OutsideTree regions, Verdicts verdicts) {
    this.inside = inside;
    this.near = near;
    this.verdicts = verdicts;
    this.contexts = inside.contexts().size();
    this.occurring = near.occurringContexts();
    Map<OutsideClass, Integer> numbers = new LinkedHashMap<>();
    numbers.put(OutsideClass.ELSEWHERE, ContextRules.OUTERMOST);
    // A class's context is its number; a mark is one more, because 0 marks nothing.
    this.far =
        new PrefixTrie(
            regions.family(),
            (outer, mark, exempt) -> mark == 0 ? outer : mark - 1,
            2 * regions.regions().size());
    for (OutsideTree.Region region : regions.regions()) {
      int number = numbers.computeIfAbsent(region.here, c -> numbers.size());
      far.mark(region.prefix, number + 1);
    }
    far.refreshContexts();
    classes.addAll(numbers.keySet());
    if ((long) contexts * classes.size() > MAX_CELLS) {
      throw new CompileException(
          "drop rules alone would have to tell "
              + contexts
              + " kinds of customer addresses from "
              + classes.size()
              + " kinds of far ends: use strategy gate, or fewer scoped exemptions");
    }
  }

  /** All ways to drop that occur, ascending. */
  Set<Integer> drops() {
    Set<Integer> drops = new TreeSet<>();
    for (OutsideClass outside : classes) {
      for (Requirement required : verdicts.possible(outside)) {
        for (int value : new int[] {required.smtp(), required.unseen()}) {
          if (verdicts.values().drops(value)) {
            drops.add(value);
          } else if (value != Values.PASS) {
            throw new CompileException(
                "mail-server group "
                    + outside.inbound().get().name()
                    + " limits a rate, which drop rules cannot: use strategy gate or output,"
                    + " or make the inbound policy's actions pass or block");
          }
        }
      }
    }
    return drops;
  }

  /** Covers what is dropped as {@code drop} with the fewest rules of a few ways to do it. */
  List<Rectangles> cover(int drop, boolean unseen, int limit) {
    List<BitSet> rows = new ArrayList<>();
    for (int context = 0; context < contexts; context++) {
      // What occurs nowhere is no reason to tell anything apart.
      rows.add(
          occurring.get(context)
              ? row(inside.contexts().facts(context), drop, unseen)
              : new BitSet());
    }
    BitSet scoped = new BitSet();
    for (int column = 0; column < classes.size(); column++) {
      scoped.set(column, !classes.get(column).scopes().isEmpty());
    }
    BitSet all = new BitSet();
    all.set(0, classes.size());
    BitSet unscoped = (BitSet) all.clone();
    unscoped.andNot(scoped);

    List<List<Rectangles>> ways = new ArrayList<>();
    ways.add(byRow(rows, all, limit));
    ways.add(byColumn(rows, all, limit));
    if (!scoped.isEmpty()) {
      List<Rectangles> mixed = new ArrayList<>(byRow(rows, unscoped, limit));
      mixed.addAll(byColumn(rows, scoped, limit));
      ways.add(mixed);
    }
    List<Rectangles> best = Collections.min(ways, (a, b) -> Long.compare(size(a), size(b)));
    if (size(best) > limit) {
      throw tooMany(size(best), limit);
    }
    return best;
  }

  private BitSet row(Facts facts, int drop, boolean unseen) {
    BitSet row = new BitSet();
    for (int column = 0; column < classes.size(); column++) {
      OutsideClass outside = classes.get(column);
      Requirement required = verdicts.of(facts, outside);
      boolean drops = (unseen ? required.unseen() : required.smtp()) == drop;
      boolean exempt =
          facts.pool() != Facts.NO_POOL && !Collections.disjoint(facts.scoped(), outside.scopes());
      row.set(column, drops && !exempt);
    }
    return row;
  }

  private List<Rectangles> byRow(List<BitSet> rows, BitSet columns, int limit) {
    List<BitSet> contents = new ArrayList<>();
    for (BitSet row : rows) {
      contents.add(and(row, columns));
    }
    List<Rectangles> result = new ArrayList<>();
    for (BitSet key : new LinkedHashSet<>(contents)) {
      if (!key.isEmpty()) {
        BitSet allowed = where(rows, row -> holds(row, key));
        BitSet needed = where(contents, key::equals);
        add(
            result,
            find(near, allowed::get, needed::get, limit),
            find(far, key::get, key::get, limit));
      }
    }
    return result;
  }

  /** The numbers of the rows (or columns) of which {@code test} holds. */
  private static BitSet where(List<BitSet> contents, Predicate<BitSet> test) {
    BitSet numbers = new BitSet();
    for (int number = 0; number < contents.size(); number++) {
      numbers.set(number, test.test(contents.get(number)));
    }
    return numbers;
  }

  private List<Rectangles> byColumn(List<BitSet> rows, BitSet columns, int limit) {
    List<BitSet> contents = new ArrayList<>();
    for (int column = 0; column < classes.size(); column++) {
      BitSet content = new BitSet();
      for (int context = 0; context < contexts; context++) {
        content.set(context, rows.get(context).get(column));
      }
      contents.add(content);
    }
    Set<BitSet> keys = new LinkedHashSet<>();
    columns.stream().forEach(column -> keys.add(contents.get(column)));
    List<Rectangles> result = new ArrayList<>();
    for (BitSet key : keys) {
      if (!key.isEmpty()) {
        BitSet allowed = where(contents, content -> holds(content, key));
        BitSet needed = and(where(contents, key::equals), columns);
        add(
            result,
            find(near, key::get, key::get, limit),
            find(far, allowed::get, needed::get, limit));
      }
    }
    return result;
  }

  private static void add(List<Rectangles> result, List<Prefix> near, List<Prefix> far) {
    if (!near.isEmpty() && !far.isEmpty()) {
      result.add(Rectangles.of(near, far));
    }
  }

  private static List<Prefix> find(
      PrefixTrie trie, IntPredicate allowed, IntPredicate needed, int limit) {
    List<Prefix> found = new ArrayList<>();
    Covers.find(
        trie,
        allowed,
        needed,
        prefix -> {
          if (found.size() >= limit) {
            throw tooMany(found.size() + 1L, limit);
          }
          found.add(prefix);
        });
    return found;
  }

  private static CompileException tooMany(long rules, int limit) {
    return new CompileException(
        "drop rules alone would be "
            + rules
            + " or more, the limit is "
            + limit
            + ": use strategy gate, or set a higher limit");
  }

  private static long size(List<Rectangles> way) {
    return way.stream().mapToLong(Rectangles::size).sum();
  }

  private static BitSet and(BitSet one, BitSet other) {
    BitSet both = (BitSet) one.clone();
    both.and(other);
    return both;
  }

  private static boolean holds(BitSet set, BitSet part) {
    BitSet missing = (BitSet) part.clone();
    missing.andNot(set);
    return missing.isEmpty();
  }
}
