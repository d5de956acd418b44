package org.op25b.controller.enforcement;

import org.op25b.compile.CompileOptions;
import org.op25b.compile.Compiler;
import org.op25b.compile.PriorityBand;

/** Binds the compiler to the operator's settings. */
final class CompiledRules {
  private CompiledRules() {}

  /** Returns a source of rules whose priorities lie in {@code band}. */
  static EdgeFleet.RuleSource within(PriorityBand band) {
    CompileOptions options = CompileOptions.builder().setBand(band).build();
    return (policy, strategy, instant) ->
        Compiler.compile(policy, instant, strategy, options).table().rules();
  }
}
