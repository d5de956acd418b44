package org.op25b.controller.exemption;

import com.google.auto.value.AutoValue;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** What the provider has configured about exemptions. */
@AutoValue
public abstract class ExemptionLimits {
  /** The largest {@link #maxRecords()} that the saved copy is laid out for. */
  public static final int MOST_RECORDS = 1_000_000;

  /** Shorter IPv4 prefixes need force; 1 to 32. */
  public abstract int shortestIpv4();

  /** Shorter IPv6 prefixes need force; 1 to 128. */
  public abstract int shortestIpv6();

  /** The longest time from now to the expiry; any, and no expiry at all, when absent. */
  public abstract Optional<Duration> longestLife();

  /** The most records that are kept, ended ones included. */
  public abstract int maxRecords();

  /** How long ended ones are kept; for ever when absent. */
  public abstract Optional<Duration> keepEnded();

  /** The zone of dates and times that name none. */
  public abstract ZoneId zone();

  /** A /28 or /56 for at most 400 days; 200,000 records, 400 days after their end; UTC. */
  public static Builder builder() {
    return new AutoValue_ExemptionLimits.Builder()
        .setShortestIpv4(28)
        .setShortestIpv6(56)
        .setLongestLife(Optional.of(Duration.ofDays(400)))
        .setMaxRecords(200_000)
        .setKeepEnded(Optional.of(Duration.ofDays(400)))
        .setZone(ZoneOffset.UTC);
  }

  /** Builds {@link ExemptionLimits}. */
  @AutoValue.Builder
  public abstract static class Builder {
    /** Sets {@link ExemptionLimits#shortestIpv4()}. */
    public abstract Builder setShortestIpv4(int length);

    /** Sets {@link ExemptionLimits#shortestIpv6()}. */
    public abstract Builder setShortestIpv6(int length);

    /** Sets {@link ExemptionLimits#longestLife()}. */
    public abstract Builder setLongestLife(Optional<Duration> life);

    /** Sets {@link ExemptionLimits#maxRecords()}. */
    public abstract Builder setMaxRecords(int count);

    /** Sets {@link ExemptionLimits#keepEnded()}. */
    public abstract Builder setKeepEnded(Optional<Duration> time);

    /** Sets {@link ExemptionLimits#zone()}. */
    public abstract Builder setZone(ZoneId zone);

    /** Returns the limits. */
    public abstract ExemptionLimits build();
  }
}
