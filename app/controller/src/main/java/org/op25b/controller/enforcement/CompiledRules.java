package org.op25b.controller.enforcement;

import org.op25b.compile.CompileOptions;
import org.op25b.compile.Compiler;
import org.op25b.compile.PriorityBand;

/** Binds the compiler to the operator's settings. */
final class CompiledRules {
  private CompiledRules() {}

  /** Returns a source of rules whose priorities lie in {@code band}. */
  static EdgePlanner.RuleSource within(PriorityBand band) {
    return (policy, strategy, instant, limit) ->
        Compiler.compile(
                policy,
                instant,
                strategy,
                CompileOptions.builder()
                    .setBand(band)
                    .setMaxRules(Math.min(limit, CompileOptions.MAX_RULES))
                    .build())
            .table();
  }
}
