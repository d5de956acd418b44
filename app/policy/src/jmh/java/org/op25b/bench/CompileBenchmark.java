package org.op25b.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.op25b.compile.CompileOptions;
import org.op25b.compile.Compiler;
import org.op25b.compile.RuleTable;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Strategy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * From a policy to the whole table, with strategy gate. Drop rules alone (subtract) would be the
 * product of exemptions and mail servers, beyond every switch, and the compiler says so.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CompileBenchmark {
  /** How many exemptions the policy has. */
  @Param({"100000", "1000000"})
  public int exemptions;

  private EdgePolicy policy;

  /** Makes the policy. */
  @Setup
  public void build() {
    policy = Workload.edgePolicy(exemptions);
  }

  /** The product's table, with every rule in the order in which a switch looks. */
  @Benchmark
  public RuleTable compile() {
    return Compiler.compile(policy, Workload.NOW, Strategy.GATE, CompileOptions.defaults()).table();
  }

  /** One rule for each thing, sorted. */
  @Benchmark
  public List<PlainRules.PlainRule> plainCompile() {
    return PlainRules.of(policy);
  }
}
