package org.op25b.policy;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Optional;
import org.onlab.packet.IpPrefix;

/**
 * A customer who may use port 25 although the pool is blocked, perhaps only toward some
 * destinations and for some time. It counts in every phase and in every pool that its prefix lies
 * in.
 */
@AutoValue
public abstract class Exemption {
  /** The unique identity. */
  public abstract String id();

  /** The provider's name for the customer. */
  public abstract String customer();

  /** The customer's addresses. */
  public abstract IpPrefix prefix();

  /** The only destinations that the exemption reaches; every destination when empty. */
  public abstract ImmutableList<IpPrefix> destinations();

  /** The first instant at which the exemption counts; since ever when absent. */
  public abstract Optional<Instant> notBefore();

  /** The first instant at which the exemption no longer counts; never when absent. */
  public abstract Optional<Instant> expires();

  /** Whether {@code notBefore <= instant < expires}. */
  public final boolean isLiveAt(Instant instant) {
    return notBefore().map(start -> !instant.isBefore(start)).orElse(true)
        && expires().map(instant::isBefore).orElse(true);
  }

  /** Whether the exemption reaches only its {@link #destinations()}. */
  public final boolean isScoped() {
    return !destinations().isEmpty();
  }

  /** Returns a builder for an unscoped exemption without end; the rest must be set. */
  public static Builder builder() {
    return new AutoValue_Exemption.Builder().setDestinations(ImmutableList.of());
  }

  /** Returns a builder that starts with these values. */
  public abstract Builder toBuilder();

  /** Builds {@link Exemption}. */
  @AutoValue.Builder
  public abstract static class Builder {
    /** Sets {@link Exemption#id()}. */
    public abstract Builder setId(String id);

    /** Sets {@link Exemption#customer()}. */
    public abstract Builder setCustomer(String customer);

    /** Sets {@link Exemption#prefix()}. */
    public abstract Builder setPrefix(IpPrefix prefix);

    /** Sets {@link Exemption#destinations()}. */
    public abstract Builder setDestinations(Iterable<? extends IpPrefix> destinations);

    /** Sets {@link Exemption#destinations()}. */
    public abstract Builder setDestinations(IpPrefix... destinations);

    /** Sets {@link Exemption#notBefore()}. */
    public abstract Builder setNotBefore(Instant notBefore);

    /** Sets {@link Exemption#notBefore()}. */
    public abstract Builder setNotBefore(Optional<Instant> notBefore);

    /** Sets {@link Exemption#expires()}. */
    public abstract Builder setExpires(Instant expires);

    /** Sets {@link Exemption#expires()}. */
    public abstract Builder setExpires(Optional<Instant> expires);

    /** Returns the exemption; throws IllegalStateException when a required value is missing. */
    public abstract Exemption build();
  }
}
