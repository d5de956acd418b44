package org.op25b.controller.enforcement;

import org.op25b.compile.CompileOptions;
import org.op25b.compile.PriorityBand;
import org.op25b.compile.TimedEdge;

/** Binds the compiler to the operator's settings. */
final class CompiledRules {
  private CompiledRules() {}

  /**
   * Returns a source of rules whose priorities lie in {@code band}.
   *
   * @param countersPerPool whether no rule is to be about two pools
   */
  static EdgePlanner.RuleSource within(PriorityBand band, boolean countersPerPool) {
    return (policy, strategy, uplink, instant, limit) ->
        TimedEdge.compile(
            policy,
            instant,
            EndingRule.HORIZON,
            strategy,
            CompileOptions.builder()
                .setBand(band)
                .setUplink(uplink)
                .setCountersPerPool(countersPerPool)
                .setMaxRules(Math.min(limit, CompileOptions.MAX_RULES))
                .build());
  }
}
