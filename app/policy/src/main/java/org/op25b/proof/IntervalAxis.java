package org.op25b.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The field cut into the intervals that no condition tells apart, and as many variables as it takes
 * to number those: 10,000 prefixes of IPv6 need 15 variables, not 128. Only for conditions that are
 * prefixes, exact values included.
 */
final class IntervalAxis implements Axis {
  private final Diagram diagram;
  private final int first;
  private final int width;

  /** Where each interval starts, ascending; the first one is zero. */
  private final Bits[] starts;

  IntervalAxis(Diagram diagram, int fieldWidth, Collection<Ternary> conditions) {
    Bits[] cuts = new Bits[2 * conditions.size() + 1];
    int count = 0;
    cuts[count++] = Bits.ZERO;
    Bits end = Bits.ones(fieldWidth);
    for (Ternary condition : conditions) {
      cuts[count++] = condition.first();
      Bits last = condition.last();
      cuts[count++] = last.equals(end) ? Bits.ZERO : last.next();
    }
    Arrays.sort(cuts);
    int distinct = 1;
    for (int i = 1; i < cuts.length; i++) {
      if (!cuts[i].equals(cuts[distinct - 1])) {
        cuts[distinct++] = cuts[i];
      }
    }
    this.starts = Arrays.copyOf(cuts, distinct);
    this.width = Integer.SIZE - Integer.numberOfLeadingZeros(distinct - 1);
    this.diagram = diagram;
    this.first = diagram.addVariables(width);
  }

  @Override
  public int union(Collection<Ternary> conditions) {
    long[] ranges = new long[conditions.size()];
    int count = 0;
    for (Ternary condition : conditions) {
      long from = indexOf(condition.first());
      long to = indexOf(condition.last());
      ranges[count++] = (from << Integer.SIZE) | to;
    }
    Arrays.sort(ranges);
    List<int[]> merged = new ArrayList<>();
    int[] open = null;
    for (long range : ranges) {
      int from = (int) (range >>> Integer.SIZE);
      int to = (int) range;
      if (open != null && from <= open[1] + 1) {
        open[1] = Math.max(open[1], to);
      } else {
        open = new int[] {from, to};
        merged.add(open);
      }
    }
    // Numbers beyond the last interval stand for the last interval.
    if (open != null && open[1] == starts.length - 1) {
      open[1] = (1 << width) - 1;
    }
    return set(merged, 0, merged.size(), 0, 0);
  }

  /** The set of those numbers from {@code ranges}[from..to) that begin with {@code leading}. */
  private int set(List<int[]> ranges, int from, int to, int leading, int depth) {
    if (from == to) {
      return Diagram.EMPTY;
    }
    int free = width - depth;
    int lowest = leading << free;
    int highest = lowest + (1 << free) - 1;
    int[] range = ranges.get(from);
    if (range[0] <= lowest && range[1] >= highest) {
      return Diagram.ALL;
    }
    int middle = lowest + (1 << (free - 1));
    int leftEnd = from;
    while (leftEnd < to && ranges.get(leftEnd)[0] < middle) {
      leftEnd++;
    }
    int rightStart = leftEnd > from && ranges.get(leftEnd - 1)[1] >= middle ? leftEnd - 1 : leftEnd;
    int low = set(ranges, from, leftEnd, leading << 1, depth + 1);
    int high = set(ranges, rightStart, to, (leading << 1) | 1, depth + 1);
    return diagram.node(first + depth, low, high);
  }

  private int indexOf(Bits value) {
    int found = Arrays.binarySearch(starts, value);
    return found >= 0 ? found : -found - 2;
  }

  @Override
  public Bits value(boolean[] variables) {
    int number = 0;
    for (int i = first; i < first + width; i++) {
      number = (number << 1) | (variables[i] ? 1 : 0);
    }
    return starts[Math.min(number, starts.length - 1)];
  }

  /** Whether all conditions can be said on an axis of this kind. */
  static boolean canSay(Collection<Ternary> conditions) {
    return conditions.stream().allMatch(Ternary::isPrefix);
  }
}
