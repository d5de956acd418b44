package org.op25b.compile;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.util.List;

/** What in the policy a rule comes from. */
@AutoValue
public abstract class Provenance {
  /** The most exemptions that are listed; {@link #exemptionCount()} tells how many there are. */
  public static final int MAX_LISTED = 100;

  /** Names of pools, in the policy's order. */
  public abstract ImmutableList<String> pools();

  /** Ids of exemptions, by prefix, at most {@link #MAX_LISTED}. */
  public abstract ImmutableList<String> exemptions();

  /** How many exemptions. */
  public abstract int exemptionCount();

  /** Names of mail-server groups, in the policy's order. */
  public abstract ImmutableList<String> mailServerGroups();

  static Provenance of(List<String> pools, List<String> exemptions, List<String> groups) {
    return new AutoValue_Provenance(
        ImmutableList.copyOf(pools),
        ImmutableList.copyOf(exemptions.subList(0, Math.min(MAX_LISTED, exemptions.size()))),
        exemptions.size(),
        ImmutableList.copyOf(groups));
  }
}
