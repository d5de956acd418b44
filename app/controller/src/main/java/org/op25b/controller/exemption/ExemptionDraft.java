package org.op25b.controller.exemption;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * What a caller asks an exemption to be, as it was typed: nothing has been checked. Instants may be
 * written in every way that {@link TimeText} reads.
 */
@AutoValue
public abstract class ExemptionDraft {
  /** The id to use, for what comes from an export; a new one is made when absent. */
  public abstract Optional<String> id();

  /** The provider's name for the customer, 1 to 64 characters. */
  public abstract String customer();

  /** An address or prefix, IPv4 or IPv6. */
  public abstract String prefix();

  /** Addresses or prefixes of the same family, at most 16; every destination when empty. */
  public abstract ImmutableList<String> destinations();

  /** Why, 1 to 500 characters. */
  public abstract String reason();

  /** The provider's ticket, at most 64 characters. */
  public abstract String ticket();

  /** Who asked for it, at most 128 characters. */
  public abstract String requestedBy();

  /** When it starts to count; at once when absent. */
  public abstract Optional<String> notBefore();

  /** When it stops to count; a bare date is the last day. Never when absent. */
  public abstract Optional<String> expires();

  /** Returns a builder in which everything is empty. */
  public static Builder builder() {
    return new AutoValue_ExemptionDraft.Builder()
        .setCustomer("")
        .setPrefix("")
        .setDestinations(ImmutableList.of())
        .setReason("")
        .setTicket("")
        .setRequestedBy("");
  }

  /** Returns a builder that starts with these values. */
  public abstract Builder toBuilder();

  /** Builds {@link ExemptionDraft}. */
  @AutoValue.Builder
  public abstract static class Builder {
    /** Sets {@link ExemptionDraft#id()}. */
    public abstract Builder setId(Optional<String> id);

    /** Sets {@link ExemptionDraft#customer()}. */
    public abstract Builder setCustomer(String customer);

    /** Sets {@link ExemptionDraft#prefix()}. */
    public abstract Builder setPrefix(String prefix);

    /** Sets {@link ExemptionDraft#destinations()}. */
    public abstract Builder setDestinations(Iterable<String> destinations);

    /** Sets {@link ExemptionDraft#reason()}. */
    public abstract Builder setReason(String reason);

    /** Sets {@link ExemptionDraft#ticket()}. */
    public abstract Builder setTicket(String ticket);

    /** Sets {@link ExemptionDraft#requestedBy()}. */
    public abstract Builder setRequestedBy(String requestedBy);

    /** Sets {@link ExemptionDraft#notBefore()}. */
    public abstract Builder setNotBefore(Optional<String> notBefore);

    /** Sets {@link ExemptionDraft#expires()}. */
    public abstract Builder setExpires(Optional<String> expires);

    /** Returns the draft. */
    public abstract ExemptionDraft build();
  }
}
