package org.op25b.compile;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.op25b.policy.Exemption;
import org.op25b.policy.Strategy;

/**
 * A table in which every exemption that ends soon has rules of its own, so that a switch can end it
 * alone. They lie above all layers and do nothing but let pass; without them the table says what
 * the policy says without these exemptions. So whichever of them are gone, and in whatever order
 * they went, the others count and no more. The rules of lasting exemptions are aggregated as ever.
 */
@AutoValue
public abstract class TimedTable {
  /** All rules. */
  public abstract RuleTable table();

  /** Those that end, with the first instant at which they no longer count. */
  public abstract ImmutableMap<Rule, Instant> ends();

  /**
   * Whether a switch can end an exemption: only where an exemption is a rule. With strategy {@code
   * subtract}, and for the return path of {@code output}, it is the absence of one.
   */
  public static boolean canEnd(Strategy strategy) {
    return strategy == Strategy.GATE;
  }

  /** Whether the exemption ends at {@code instant + horizon} or before. */
  public static boolean endsWithin(Exemption exemption, Instant instant, Duration horizon) {
    return exemption.expires().filter(end -> !end.isAfter(instant.plus(horizon))).isPresent();
  }

  static TimedTable of(RuleTable table, Map<Rule, Instant> ends) {
    return new AutoValue_TimedTable(table, ImmutableMap.copyOf(ends));
  }
}
