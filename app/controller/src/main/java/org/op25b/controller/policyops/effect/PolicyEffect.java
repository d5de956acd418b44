package org.op25b.controller.policyops.effect;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import org.op25b.controller.enforcement.EdgeForecast;

/** What a policy would change, compared with the one in force. */
@AutoValue
public abstract class PolicyEffect {
  /** What differs in the policy itself. */
  public abstract Difference difference();

  /** What would change on every edge switch. */
  public abstract ImmutableList<EdgeForecast> devices();

  /** The pools whose phase would change. */
  public abstract ImmutableList<PoolStep> phases();

  /** How many exemptions in force are in pools that would change. */
  public abstract int exemptionsAffected();

  /** The first of them. */
  public abstract ImmutableList<AffectedExemption> exemptions();

  /** What should be thought of before, each a sentence. */
  public abstract ImmutableList<String> warnings();

  static PolicyEffect of(
      Difference difference,
      Iterable<EdgeForecast> devices,
      Iterable<PoolStep> phases,
      int exemptionsAffected,
      Iterable<AffectedExemption> exemptions,
      Iterable<String> warnings) {
    return new AutoValue_PolicyEffect(
        difference,
        ImmutableList.copyOf(devices),
        ImmutableList.copyOf(phases),
        exemptionsAffected,
        ImmutableList.copyOf(exemptions),
        ImmutableList.copyOf(warnings));
  }
}
