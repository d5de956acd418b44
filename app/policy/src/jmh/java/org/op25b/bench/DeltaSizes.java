package org.op25b.bench;

import com.google.common.math.Quantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.op25b.compile.CompiledEdge;
import org.op25b.policy.Exemption;

/** Counts the rules that one exemption more or less touches. */
final class DeltaSizes {
  private static final int CHANGES = 5_000;

  private final List<Integer> sizes = new ArrayList<>();
  private int beyondBound;

  DeltaSizes() {
    CompiledEdge edge = DeltaBenchmark.compiled();
    Random random = new Random(2);
    for (int i = 0; i < CHANGES; i++) {
      Exemption exemption = Workload.exemption("new-" + i, random);
      count(edge.put(exemption).size(), exemption);
      count(edge.remove(exemption.id()).size(), exemption);
    }
  }

  private void count(int rules, Exemption exemption) {
    sizes.add(rules);
    if (rules > 2 * exemption.prefix().prefixLength()) {
      beyondBound++;
    }
  }

  String describe() {
    return String.format(
        "median %.0f, p99 %.0f, most %d; beyond 2 x length: %d of %d",
        Quantiles.median().compute(sizes),
        Quantiles.percentiles().index(99).compute(sizes),
        sizes.stream().mapToInt(size -> size).max().getAsInt(),
        beyondBound,
        sizes.size());
  }
}
