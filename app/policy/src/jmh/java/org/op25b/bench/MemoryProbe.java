package org.op25b.bench;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import org.op25b.compile.CompileOptions;
import org.op25b.compile.CompiledEdge;
import org.op25b.compile.Compiler;
import org.op25b.compile.RuleTable;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Strategy;

/**
 * Runs in a Java machine of its own with a limited heap: that it ends is the proof that compiling
 * fits. Prints "policy bytes, compiled bytes, rules" of what stays reachable.
 */
final class MemoryProbe {
  private MemoryProbe() {}

  public static void main(String[] args) {
    long empty = used();
    EdgePolicy policy = Workload.edgePolicy(Integer.parseInt(args[0]));
    long withPolicy = used();
    CompiledEdge edge =
        Compiler.compile(policy, Workload.NOW, Strategy.GATE, CompileOptions.defaults());
    RuleTable table = edge.table();
    try {
      long withTable = used();
      System.out.printf(
          "%d %d %d%n", withPolicy - empty, withTable - withPolicy, table.rules().size());
    } finally {
      Reference.reachabilityFence(policy);
      Reference.reachabilityFence(edge);
    }
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
