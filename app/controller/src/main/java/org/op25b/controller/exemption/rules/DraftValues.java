package org.op25b.controller.exemption.rules;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.onlab.packet.IpPrefix;
import org.op25b.controller.exemption.ExemptionDraft;
import org.op25b.controller.exemption.ExemptionRecord;

/** What a well-formed draft says. */
@AutoValue
public abstract class DraftValues {
  /** The id asked for. */
  public abstract Optional<String> id();

  /** The customer. */
  public abstract String customer();

  /** The customer's addresses. */
  public abstract IpPrefix prefix();

  /** The destinations, without repetition. */
  public abstract ImmutableList<IpPrefix> destinations();

  /** The reason. */
  public abstract String reason();

  /** The ticket; may be empty. */
  public abstract String ticket();

  /** Who asked; may be empty. */
  public abstract String requestedBy();

  /** The start. */
  public abstract Optional<Instant> notBefore();

  /** The end. */
  public abstract Optional<Instant> expires();

  static DraftValues of(
      Optional<String> id,
      String customer,
      IpPrefix prefix,
      ImmutableList<IpPrefix> destinations,
      String reason,
      String ticket,
      String requestedBy,
      Optional<Instant> notBefore,
      Optional<Instant> expires) {
    return new AutoValue_DraftValues(
        id, customer, prefix, destinations, reason, ticket, requestedBy, notBefore, expires);
  }

  /** Returns {@code record} with these values. */
  public final ExemptionRecord.Builder applyTo(ExemptionRecord.Builder record) {
    return record
        .setCustomer(customer())
        .setPrefix(prefix())
        .setDestinations(destinations())
        .setReason(reason())
        .setTicket(ticket())
        .setRequestedBy(requestedBy())
        .setNotBefore(notBefore())
        .setExpires(expires());
  }

  /**
   * A digest of what was typed, so that a repeated request is told from another one. Of the text,
   * not of the values: "90d" means another instant each time it is read.
   */
  public static String digest(ExemptionDraft draft) {
    return Hashing.sha256()
        .hashString(draft.toString(), StandardCharsets.UTF_8)
        .toString()
        .substring(0, 16);
  }
}
