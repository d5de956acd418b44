package org.op25b.controller.exemption;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Optional;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.Exemption;

/** An exemption with everything that makes it accountable. */
@AutoValue
public abstract class ExemptionRecord {
  /** The unique identity; never used again. */
  public abstract String id();

  /** The provider's name for the customer. */
  public abstract String customer();

  /** The customer's addresses. */
  public abstract IpPrefix prefix();

  /** The only destinations that the exemption reaches; every destination when empty. */
  public abstract ImmutableList<IpPrefix> destinations();

  /** Why the customer is exempt. */
  public abstract String reason();

  /** The provider's ticket; may be empty. */
  public abstract String ticket();

  /** Who asked for it; may be empty. */
  public abstract String requestedBy();

  /** The authenticated user who entered it. */
  public abstract String enteredBy();

  /** When it was entered. */
  public abstract Instant created();

  /** The first instant at which it counts; since it was entered when absent. */
  public abstract Optional<Instant> notBefore();

  /** The first instant at which it no longer counts; never when absent. */
  public abstract Optional<Instant> expires();

  /** How it was ended by hand. */
  public abstract Optional<Revocation> revocation();

  /** The idempotency key it was created under. */
  public abstract Optional<IdempotencyMark> idempotency();

  /** The number of the change that made it what it is; every change gives a higher one. */
  public abstract long version();

  /** What it is at {@code instant}. A revocation counts at once, whatever the clock says. */
  public final ExemptionState stateAt(Instant instant) {
    if (revocation().isPresent()) {
      return ExemptionState.REVOKED;
    }
    if (expires().isPresent() && !instant.isBefore(expires().get())) {
      return ExemptionState.EXPIRED;
    }
    return notBefore().isPresent() && instant.isBefore(notBefore().get())
        ? ExemptionState.PENDING
        : ExemptionState.ACTIVE;
  }

  /** When it ended or will end: by hand, or else by the clock; never when absent. */
  public final Optional<Instant> ended() {
    return revocation().isPresent() ? revocation().map(Revocation::at) : expires();
  }

  /** Returns what the policy engine needs to know of it; meaningless for a revoked one. */
  public final Exemption toExemption() {
    return Exemption.builder()
        .setId(id())
        .setCustomer(customer())
        .setPrefix(prefix())
        .setDestinations(destinations())
        .setNotBefore(notBefore())
        .setExpires(expires())
        .build();
  }

  /** Returns what a caller would ask for to get this exemption. */
  public final ExemptionDraft toDraft() {
    return ExemptionDraft.builder()
        .setCustomer(customer())
        .setPrefix(prefix().toString())
        .setDestinations(
            destinations().stream()
                .map(IpPrefix::toString)
                .collect(ImmutableList.toImmutableList()))
        .setReason(reason())
        .setTicket(ticket())
        .setRequestedBy(requestedBy())
        .setNotBefore(notBefore().map(Instant::toString))
        .setExpires(expires().map(Instant::toString))
        .build();
  }

  /** Returns a builder; id, customer, prefix, reason, enteredBy, created, version must be set. */
  public static Builder builder() {
    return new AutoValue_ExemptionRecord.Builder()
        .setDestinations(ImmutableList.of())
        .setTicket("")
        .setRequestedBy("");
  }

  /** Returns a builder that starts with these values. */
  public abstract Builder toBuilder();

  /** Builds {@link ExemptionRecord}. */
  @AutoValue.Builder
  public abstract static class Builder {
    /** Sets {@link ExemptionRecord#id()}. */
    public abstract Builder setId(String id);

    /** Sets {@link ExemptionRecord#customer()}. */
    public abstract Builder setCustomer(String customer);

    /** Sets {@link ExemptionRecord#prefix()}. */
    public abstract Builder setPrefix(IpPrefix prefix);

    /** Sets {@link ExemptionRecord#destinations()}. */
    public abstract Builder setDestinations(Iterable<IpPrefix> destinations);

    /** Sets {@link ExemptionRecord#reason()}. */
    public abstract Builder setReason(String reason);

    /** Sets {@link ExemptionRecord#ticket()}. */
    public abstract Builder setTicket(String ticket);

    /** Sets {@link ExemptionRecord#requestedBy()}. */
    public abstract Builder setRequestedBy(String requestedBy);

    /** Sets {@link ExemptionRecord#enteredBy()}. */
    public abstract Builder setEnteredBy(String user);

    /** Sets {@link ExemptionRecord#created()}. */
    public abstract Builder setCreated(Instant created);

    /** Sets {@link ExemptionRecord#notBefore()}. */
    public abstract Builder setNotBefore(Optional<Instant> notBefore);

    /** Sets {@link ExemptionRecord#expires()}. */
    public abstract Builder setExpires(Optional<Instant> expires);

    /** Sets {@link ExemptionRecord#revocation()}. */
    public abstract Builder setRevocation(Optional<Revocation> revocation);

    /** Sets {@link ExemptionRecord#idempotency()}. */
    public abstract Builder setIdempotency(Optional<IdempotencyMark> mark);

    /** Sets {@link ExemptionRecord#version()}. */
    public abstract Builder setVersion(long version);

    /** Returns the record; throws IllegalStateException when a required value is missing. */
    public abstract ExemptionRecord build();
  }
}
