package org.op25b.proof;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** One variable for each bit of the field: any mask can be said, at the price of long paths. */
final class BitAxis implements Axis {
  private final Diagram diagram;
  private final int first;
  private final int width;

  BitAxis(Diagram diagram, int width) {
    this.diagram = diagram;
    this.first = diagram.addVariables(width);
    this.width = width;
  }

  @Override
  public int union(Collection<Ternary> conditions) {
    List<Integer> sets = new ArrayList<>(conditions.size());
    for (Ternary condition : conditions) {
      sets.add(cube(condition));
    }
    return diagram.union(sets);
  }

  private int cube(Ternary condition) {
    int set = Diagram.ALL;
    for (int bit = 0; bit < width; bit++) {
      if (condition.mask().bit(bit)) {
        int variable = first + width - 1 - bit;
        set =
            condition.value().bit(bit)
                ? diagram.node(variable, Diagram.EMPTY, set)
                : diagram.node(variable, set, Diagram.EMPTY);
      }
    }
    return set;
  }

  @Override
  public Bits value(boolean[] variables) {
    long high = 0;
    long low = 0;
    for (int i = first; i < first + width; i++) {
      high = (high << 1) | (low >>> (Long.SIZE - 1));
      low = (low << 1) | (variables[i] ? 1 : 0);
    }
    return new Bits(high, low);
  }
}
