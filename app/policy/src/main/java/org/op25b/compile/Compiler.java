package org.op25b.compile;

import static com.google.common.collect.ImmutableList.toImmutableList;

import java.time.Instant;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.Strategy;

/** Turns what a switch is asked into the rules that make it so. */
public final class Compiler {
  private Compiler() {}

  /**
   * Compiles {@code policy} as it is at {@code instant}.
   *
   * @param strategy any but {@link Strategy#AUTO}
   * @throws CompileException when the policy cannot be written as rules with this strategy
   */
  public static CompiledEdge compile(
      EdgePolicy policy, Instant instant, Strategy strategy, CompileOptions options) {
    return compile(
        policy,
        policy.exemptions().stream().filter(x -> x.isLiveAt(instant)).collect(toImmutableList()),
        strategy,
        options);
  }

  /** Compiles {@code policy} with the exemptions {@code live} in place of its own. */
  public static CompiledEdge compile(
      EdgePolicy policy, Iterable<Exemption> live, Strategy strategy, CompileOptions options) {
    return new CompiledEdge(policy, live, strategy, options);
  }
}
