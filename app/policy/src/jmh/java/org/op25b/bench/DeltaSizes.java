package org.op25b.bench;

import com.google.common.math.Quantiles;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.op25b.compile.CompiledEdge;
import org.op25b.compile.TableDelta;
import org.op25b.policy.Exemption;

/**
 * Counts the rules that one exemption more or less touches, and the processor time that it takes:
 * on a busy machine the elapsed time tells more about the other programs.
 */
final class DeltaSizes {
  private static final int CHANGES = 5_000;
  private static final double NANOS_PER_MICRO = 1_000;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final List<Integer> sizes = new ArrayList<>();
  private final List<Double> micros = new ArrayList<>();
  private int beyondBound;

  /** Changes exemptions, all of them scoped or one in a hundred. */
  DeltaSizes(boolean scoped) {
    CompiledEdge edge = DeltaBenchmark.compiled();
    Random random = new Random(2);
    for (int i = -CHANGES; i < CHANGES; i++) {
      String id = "new-" + i;
      Exemption exemption = scoped ? Workload.scoped(id, random) : Workload.exemption(id, random);
      boolean warm = i >= 0;
      change(() -> edge.put(exemption), exemption, warm);
      change(() -> edge.remove(id), exemption, warm);
    }
  }

  private void change(Supplier<TableDelta> change, Exemption exemption, boolean counts) {
    long start = threads.getCurrentThreadCpuTime();
    int rules = change.get().size();
    long nanos = threads.getCurrentThreadCpuTime() - start;
    if (counts) {
      micros.add(nanos / NANOS_PER_MICRO);
      sizes.add(rules);
      if (rules > 2 * exemption.prefix().prefixLength()) {
        beyondBound++;
      }
    }
  }

  String describeSizes() {
    return String.format(
        "median %.0f, p99 %.0f, most %d; beyond 2 x length: %d of %d",
        Quantiles.median().compute(sizes),
        Quantiles.percentiles().index(99).compute(sizes),
        sizes.stream().mapToInt(size -> size).max().getAsInt(),
        beyondBound,
        sizes.size());
  }

  String describeTimes() {
    return String.format(
        "p50 %.1f, p99 %.1f, max %.0f us of processor",
        Quantiles.median().compute(micros),
        Quantiles.percentiles().index(99).compute(micros),
        micros.stream().mapToDouble(time -> time).max().getAsDouble());
  }
}
