package org.op25b.bench;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.op25b.compile.CompileOptions;
import org.op25b.compile.CompiledEdge;
import org.op25b.compile.Compiler;
import org.op25b.compile.Rule;
import org.op25b.policy.Decider;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.Strategy;
import org.op25b.policy.TcpPacket;
import org.op25b.policy.Verdict;
import org.op25b.proof.ProofDelta;
import org.op25b.proof.ProofResult;
import org.op25b.proof.Prover;
import org.op25b.proof.ReadBack;
import org.op25b.proof.StandingProof;
import org.op25b.proof.SwitchTable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The proof of a table of some 10,000 rules, and of one exemption more or less in it. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ProofBenchmark {
  /** Makes 10,000 rules with strategy gate, give or take a few. */
  static final int EXEMPTIONS = 5_200;

  private static final int PACKETS = 1_000;

  private final Prover prover = new Prover();
  private final ReadBack readBack = new ReadBack();
  private final Random random = new Random(3);
  private EdgePolicy policy;
  private CompiledEdge edge;
  private ImmutableList<Rule> rules;
  private SwitchTable table;
  private StandingProof standing;
  private ImmutableList<Exemption> extra = ImmutableList.of();
  private List<TcpPacket> packets;
  private Decider decider;

  /** Compiles the table and proves it once. */
  @Setup
  public void build() {
    policy = Workload.edgePolicy(EXEMPTIONS);
    edge = compiled(policy);
    rules = edge.table().rules();
    table = readBack.table(rules);
    standing = prover.stand(policy, Workload.NOW, table, Strategy.GATE);
    packets = Workload.packets(policy.exemptions(), PACKETS);
    decider = new Decider(policy);
  }

  static CompiledEdge compiled(EdgePolicy policy) {
    return Compiler.compile(policy, Workload.NOW, Strategy.GATE, CompileOptions.defaults());
  }

  /** The whole proof. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  public ProofResult proveAll() {
    return proven(prover.prove(policy, Workload.NOW, table, Strategy.GATE));
  }

  /** An exemption comes, or the last one that came goes. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public ProofResult proveOneChange() {
    ImmutableList<Exemption> removed = extra;
    extra =
        removed.isEmpty()
            ? ImmutableList.of(Workload.exemption("extra", random))
            : ImmutableList.of();
    ProofDelta delta =
        readBack.delta(
            Workload.NOW,
            removed,
            extra,
            removed.isEmpty() ? edge.put(extra.get(0)) : edge.remove("extra"));
    return proven(prover.proveDelta(standing, delta));
  }

  private static ProofResult proven(ProofResult result) {
    if (!result.isEqual()) {
      throw new IllegalStateException("not equal: " + result);
    }
    return result;
  }

  /** What is done without proof: a thousand packets tried on the table, read from the top. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  public int plainTryPackets() {
    int agreed = 0;
    for (TcpPacket packet : packets) {
      boolean blocked = decider.decide(packet, Workload.NOW).verdict() == Verdict.BLOCK;
      agreed += blocked == (drops(0, packet) || drops(1, packet)) ? 1 : 0;
    }
    if (agreed != packets.size()) {
      throw new IllegalStateException("the table differs");
    }
    return agreed;
  }

  private boolean drops(int number, TcpPacket packet) {
    for (Rule rule : rules) {
      if (rule.table() == number && rule.match().matches(packet)) {
        return rule.action().drops();
      }
    }
    return false;
  }
}
