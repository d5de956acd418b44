package org.op25b.bench;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.op25b.compile.CompileOptions;
import org.op25b.compile.CompiledEdge;
import org.op25b.compile.Compiler;
import org.op25b.compile.TableDelta;
import org.op25b.policy.Exemption;
import org.op25b.policy.Strategy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One exemption more, or one less, among 100,000. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DeltaBenchmark {
  private static final int EXEMPTIONS = 100_000;

  private CompiledEdge edge;
  private List<Exemption> known;
  private Random random;

  /** Compiles once. */
  @Setup
  public void build() {
    random = new Random(1);
    known = Workload.exemptions(EXEMPTIONS);
    edge = compiled();
  }

  static CompiledEdge compiled() {
    return Compiler.compile(
        Workload.edgePolicy(EXEMPTIONS), Workload.NOW, Strategy.GATE, CompileOptions.defaults());
  }

  /** Replaces one of the exemptions by another one: one is removed, one is added. */
  @Benchmark
  public TableDelta replaceOne() {
    int at = random.nextInt(known.size());
    Exemption exemption = Workload.exemption(known.get(at).id(), random);
    known.set(at, exemption);
    return edge.put(exemption);
  }
}
