package org.op25b.controller.counters;

import com.google.auto.value.AutoValue;
import org.onosproject.net.flow.FlowId;
import org.op25b.controller.enforcement.CountedRule;

/** One rule's counter as a switch reported it. */
@AutoValue
abstract class RuleReading {
  /** The rule; equal rules have equal ids, also after they were added anew. */
  abstract FlowId rule();

  /** What the counter counts. */
  abstract CountedRule counts();

  /** Packets since the switch has had the rule. */
  abstract long packets();

  /** For how long the switch had had the rule at the moment of the report, in nanoseconds. */
  abstract long lifeNanos();

  static RuleReading of(FlowId rule, CountedRule counts, long packets, long lifeNanos) {
    return new AutoValue_RuleReading(rule, counts, packets, lifeNanos);
  }
}
