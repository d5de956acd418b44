package org.op25b.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.op25b.compile.trie.ContextRules;

/** Numbers the {@link Facts} that occur, as contexts and as marks. */
final class InsideContexts implements ContextRules {
  private final List<Facts> contexts = new ArrayList<>();
  private final Map<Facts, Integer> numbers = new HashMap<>();
  private final Map<Long, Integer> inside = new HashMap<>();
  private int[] exempted = new int[16];

  InsideContexts() {
    number(Facts.NONE);
  }

  /** The number of {@code facts}, which is both a mark and a context; 0 for nothing. */
  int number(Facts facts) {
    Integer known = numbers.get(facts);
    if (known == null) {
      known = contexts.size();
      contexts.add(facts);
      numbers.put(facts, known);
    }
    return known;
  }

  /** What {@code context} stands for. */
  Facts facts(int context) {
    return contexts.get(context);
  }

  /** How many contexts there are by now. */
  int size() {
    return contexts.size();
  }

  @Override
  public int inside(int outer, int mark, boolean exempt) {
    int marked = mark == 0 ? outer : marked(outer, mark);
    return exempt ? exempted(marked) : marked;
  }

  private int marked(int outer, int mark) {
    return inside.computeIfAbsent(
        ((long) outer << 32) | mark, key -> number(facts(outer).and(facts(mark))));
  }

  private int exempted(int context) {
    if (context >= exempted.length) {
      exempted = Arrays.copyOf(exempted, Math.max(context + 1, exempted.length * 2));
    }
    if (exempted[context] == 0) {
      exempted[context] = number(facts(context).andExempt());
    }
    return exempted[context];
  }
}
