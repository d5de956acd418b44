package org.op25b.controller.enforcement;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.Optional;
import org.onosproject.net.flow.FlowRule;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Phase;
import org.op25b.policy.Strategy;

/** How one edge switch is to enforce its part of the policy. */
@AutoValue
abstract class EdgePlan {
  /** What the switch is asked. */
  abstract EdgePolicy policy();

  /** When the policy was looked at: exemptions are live or not as of then. */
  abstract Instant instant();

  /** How rules are written. */
  abstract Strategy strategy();

  /** Why in this way, for people. */
  abstract String why();

  /** What it should hold; absent when that cannot be said, and what is there has to stay. */
  abstract Optional<Wanted> wanted();

  /** How many different masks the rules have; Open vSwitch pays a lookup for each. */
  abstract int masks();

  /** What the rules count that drop, or would. */
  abstract ImmutableMap<FlowRule, CountedRule> counted();

  /** What makes the switch degraded. */
  abstract ImmutableList<String> problems();

  /** What an operator should know although the policy is enforced. */
  abstract ImmutableList<String> notes();

  /** Whether nothing is to be blocked there, only counted at the most. */
  final boolean monitors() {
    return policy().pools().stream()
        .allMatch(pool -> pool.phase() == Phase.OFF || pool.phase() == Phase.MONITOR);
  }

  static Builder builder() {
    return new AutoValue_EdgePlan.Builder().setMasks(0);
  }

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setPolicy(EdgePolicy policy);

    abstract Builder setInstant(Instant instant);

    abstract Builder setStrategy(Strategy strategy);

    abstract Builder setWhy(String why);

    abstract Builder setWanted(Wanted wanted);

    abstract Builder setMasks(int masks);

    abstract ImmutableMap.Builder<FlowRule, CountedRule> countedBuilder();

    abstract ImmutableList.Builder<String> problemsBuilder();

    abstract ImmutableList.Builder<String> notesBuilder();

    abstract EdgePlan build();
  }
}
