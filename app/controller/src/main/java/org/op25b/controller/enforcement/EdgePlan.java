package org.op25b.controller.enforcement;

import com.google.auto.value.AutoValue;
import com.google.auto.value.extension.memoized.Memoized;
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

  /** The rules that come from the policy. */
  abstract ImmutableList<WrittenRule> written();

  /**
   * How many different masks the rules have, counting a mask once for each table; Open vSwitch pays
   * a lookup for each.
   */
  abstract int masks();

  /** What the rules count that drop, or would. */
  @Memoized
  ImmutableMap<FlowRule, CountedRule> counted() {
    ImmutableMap.Builder<FlowRule, CountedRule> counted = ImmutableMap.builder();
    for (WrittenRule written : written()) {
      CountedRule.of(written.rule(), policy())
          .ifPresent(what -> counted.put(written.flowRule(), what));
    }
    return counted.build();
  }

  /** When the clock alone may change any of this; empty for never. */
  abstract Optional<Instant> nextChange();

  /** What makes the switch degraded. */
  abstract ImmutableList<String> problems();

  /** What an operator should know although the policy is enforced. */
  abstract ImmutableList<String> notes();

  /** Whether nothing is to be blocked there, only counted at the most. */
  final boolean monitors() {
    return policy().pools().stream()
        .allMatch(pool -> pool.phase() == Phase.OFF || pool.phase() == Phase.MONITOR);
  }

  /** Whether a proof of this is one of {@code other}. */
  final boolean asksTheSameAs(EdgePlan other) {
    return wanted().isPresent()
        && other.wanted().isPresent()
        && wanted().get() == other.wanted().get()
        && policy().equals(other.policy());
  }

  static Builder builder() {
    return new AutoValue_EdgePlan.Builder().setWritten(ImmutableList.of()).setMasks(0);
  }

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setPolicy(EdgePolicy policy);

    abstract Builder setInstant(Instant instant);

    abstract Builder setStrategy(Strategy strategy);

    abstract Builder setWhy(String why);

    abstract Builder setWanted(Wanted wanted);

    abstract Builder setWritten(ImmutableList<WrittenRule> written);

    abstract Builder setMasks(int masks);

    abstract Builder setNextChange(Optional<Instant> instant);

    abstract ImmutableList.Builder<String> problemsBuilder();

    abstract ImmutableList.Builder<String> notesBuilder();

    abstract EdgePlan build();
  }
}
