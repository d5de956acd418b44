package org.op25b.bench;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.op25b.compile.CompileOptions;
import org.op25b.compile.CompiledEdge;
import org.op25b.compile.Compiler;
import org.op25b.compile.TableDelta;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.Strategy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One exemption, mail server or pool more, or one less, with 100,000 exemptions. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DeltaBenchmark {
  private static final int EXEMPTIONS = 100_000;

  private final EdgePolicy policy = Workload.edgePolicy(EXEMPTIONS);
  private final EdgePolicy withoutServer = Workload.withoutOneServer(policy);
  private final EdgePolicy withPoolOff = Workload.withOnePoolOff(policy);
  private CompiledEdge edge;
  private List<Exemption> known;
  private Random random;
  private boolean scoped;
  private boolean changed;

  /** Compiles once. */
  @Setup
  public void build() {
    random = new Random(1);
    known = Workload.exemptions(EXEMPTIONS);
    edge = compiled(policy);
  }

  static CompiledEdge compiled() {
    return compiled(Workload.edgePolicy(EXEMPTIONS));
  }

  private static CompiledEdge compiled(EdgePolicy policy) {
    return Compiler.compile(policy, Workload.NOW, Strategy.GATE, CompileOptions.defaults());
  }

  /** Replaces one of the exemptions by another one: one is removed, one is added. */
  @Benchmark
  public TableDelta replaceOne() {
    int at = random.nextInt(known.size());
    Exemption exemption = Workload.exemption(known.get(at).id(), random);
    known.set(at, exemption);
    return edge.put(exemption);
  }

  /** An exemption toward one destination, which 1,000 others have too, comes or goes. */
  @Benchmark
  public TableDelta changeScoped() {
    scoped = !scoped;
    return scoped ? edge.put(Workload.scoped("scoped", random)) : edge.remove("scoped");
  }

  /** One of three mail servers goes, or comes again. */
  @Benchmark
  public TableDelta changeMailServer() {
    changed = !changed;
    return edge.update(changed ? withoutServer : policy, policy.exemptions());
  }

  /** One of the pools, with the exemptions in it, is switched off, or on again. */
  @Benchmark
  public TableDelta changePool() {
    changed = !changed;
    return edge.update(changed ? withPoolOff : policy, policy.exemptions());
  }
}
