package org.op25b.proof;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.time.Instant;
import org.op25b.policy.Exemption;

/** What changed on a switch and in its policy since the last proof. */
@AutoValue
public abstract class ProofDelta {
  /** The instant to prove for; exemptions that begin or end on the way are found by themselves. */
  public abstract Instant instant();

  /** Exemptions that no longer are. */
  public abstract ImmutableList<Exemption> removedExemptions();

  /** Exemptions that are new; a changed one is removed and added. */
  public abstract ImmutableList<Exemption> addedExemptions();

  /** Rules that no longer are. */
  public abstract ImmutableList<SwitchRule> removedRules();

  /** Rules that are new; a changed one is removed and added. */
  public abstract ImmutableList<SwitchRule> addedRules();

  /** Returns a builder without changes; the instant must be set. */
  public static Builder builder() {
    return new AutoValue_ProofDelta.Builder()
        .setRemovedExemptions(ImmutableList.of())
        .setAddedExemptions(ImmutableList.of())
        .setRemovedRules(ImmutableList.of())
        .setAddedRules(ImmutableList.of());
  }

  /** Builds {@link ProofDelta}. */
  @AutoValue.Builder
  public abstract static class Builder {
    /** Sets {@link ProofDelta#instant()}. */
    public abstract Builder setInstant(Instant instant);

    /** Sets {@link ProofDelta#removedExemptions()}. */
    public abstract Builder setRemovedExemptions(Iterable<Exemption> exemptions);

    /** Sets {@link ProofDelta#addedExemptions()}. */
    public abstract Builder setAddedExemptions(Iterable<Exemption> exemptions);

    /** Sets {@link ProofDelta#removedRules()}. */
    public abstract Builder setRemovedRules(Iterable<SwitchRule> rules);

    /** Sets {@link ProofDelta#addedRules()}. */
    public abstract Builder setAddedRules(Iterable<SwitchRule> rules);

    /** Returns the delta. */
    public abstract ProofDelta build();
  }
}
