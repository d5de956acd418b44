package org.op25b.bench;

import com.google.common.collect.ImmutableList;
import java.util.concurrent.TimeUnit;
import org.op25b.compile.CompileOptions;
import org.op25b.compile.Compiler;
import org.op25b.compile.Rule;
import org.op25b.compile.RuleTable;
import org.op25b.explain.EdgeExplainer;
import org.op25b.explain.EdgeExplanation;
import org.op25b.policy.Decider;
import org.op25b.policy.Decision;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Strategy;
import org.op25b.policy.TcpPacket;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Decisions and explanations each second, with 100,000 exemptions. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class DecideBenchmark {
  private static final int EXEMPTIONS = 100_000;
  private static final int PACKETS = 1 << 16;

  private ImmutableList<TcpPacket> packets;
  private Decider decider;
  private EdgeExplainer explainer;
  private PlainDecider plain;
  private RuleTable table;
  private int next;

  /** Builds everything that is built once. */
  @Setup
  public void build() {
    EdgePolicy policy = Workload.edgePolicy(EXEMPTIONS);
    packets = Workload.packets(policy.exemptions(), PACKETS);
    decider = new Decider(policy);
    plain = new PlainDecider(policy);
    table =
        Compiler.compile(policy, Workload.NOW, Strategy.GATE, CompileOptions.defaults()).table();
    explainer = new EdgeExplainer(Workload.EDGE, policy, table);
  }

  private TcpPacket packet() {
    return packets.get(next++ & (PACKETS - 1));
  }

  /** The product's decision. */
  @Benchmark
  public Decision decide() {
    return decider.decide(packet(), Workload.NOW);
  }

  /** The plain decision. */
  @Benchmark
  public boolean plainDecide() {
    return plain.blocks(packet(), Workload.NOW);
  }

  /** The product's explanation: the decision and the rules. */
  @Benchmark
  public EdgeExplanation explain() {
    return explainer.explain(packet(), Workload.NOW);
  }

  /** The plain explanation: the decision, and the table read from the top. */
  @Benchmark
  public Rule plainExplain() {
    TcpPacket packet = packet();
    plain.blocks(packet, Workload.NOW);
    for (Rule rule : table.rules()) {
      if (rule.match().matches(packet)) {
        return rule;
      }
    }
    return null;
  }
}
