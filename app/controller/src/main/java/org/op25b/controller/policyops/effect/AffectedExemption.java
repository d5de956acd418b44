package org.op25b.controller.policyops.effect;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import org.op25b.policy.Exemption;

/** An exemption in force whose customer is in a pool that would change. */
@AutoValue
public abstract class AffectedExemption {
  /** The exemption. */
  public abstract Exemption exemption();

  /** The changing pools that it overlaps. */
  public abstract ImmutableList<String> pools();

  /** Whether it overlaps a pool of the policy of now. */
  public abstract boolean coveredBefore();

  /** Whether it would overlap a pool; if not, it would exempt nobody from anything. */
  public abstract boolean coveredAfter();

  static AffectedExemption of(
      Exemption exemption, Iterable<String> pools, boolean before, boolean after) {
    return new AutoValue_AffectedExemption(exemption, ImmutableList.copyOf(pools), before, after);
  }
}
