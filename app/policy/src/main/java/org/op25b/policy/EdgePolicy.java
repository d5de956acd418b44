package org.op25b.policy;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;

/**
 * A policy restricted to one edge switch: exactly what that switch has to enforce, nothing that it
 * does not. Obtained from {@link Policy#at} and {@link Policy#everywhere}.
 */
@AutoValue
public abstract class EdgePolicy {
  /** The switch; absent for the network-wide view. */
  public abstract Optional<EdgeSwitch> edge();

  /**
   * The pools behind the switch, and those pools {@link #elsewhere()} that it must leave alone:
   * what is nested in a pool here (its longest prefix still decides) and, at a border with an
   * inbound policy, every pool of the provider. Pools elsewhere are in phase {@link Phase#OFF}, so
   * that no reader of this list needs to treat them in any special way.
   */
  public abstract ImmutableList<Pool> pools();

  /** Names of those {@link #pools()} that stand behind other switches. */
  public abstract ImmutableSet<String> elsewhere();

  /** All mail-server groups; they have inbound policies only where those are enforced. */
  public abstract ImmutableList<MailServerGroup> mailServerGroups();

  /** The exemptions whose prefix overlaps a pool behind the switch, in the policy's order. */
  public abstract ImmutableList<Exemption> exemptions();

  static Builder builder() {
    return new AutoValue_EdgePolicy.Builder();
  }

  /** Returns a builder that starts with these values. */
  public abstract Builder toBuilder();

  /** Builds variants of an {@link EdgePolicy}. */
  @AutoValue.Builder
  public abstract static class Builder {
    abstract Builder setEdge(Optional<EdgeSwitch> edge);

    abstract Builder setElsewhere(Iterable<String> names);

    /** Sets {@link EdgePolicy#pools()}. */
    public abstract Builder setPools(Iterable<Pool> pools);

    /** Sets {@link EdgePolicy#mailServerGroups()}. */
    public abstract Builder setMailServerGroups(Iterable<MailServerGroup> groups);

    /** Sets {@link EdgePolicy#exemptions()}. */
    public abstract Builder setExemptions(Iterable<Exemption> exemptions);

    /** Returns the restricted policy. */
    public abstract EdgePolicy build();
  }
}
