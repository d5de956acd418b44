package org.op25b.controller.exemption;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Optional;

/** The exemptions in force at an instant, for the enforcement. */
@AutoValue
public abstract class LiveExemptions {
  /** The instant. */
  public abstract Instant at();

  /** All exemptions in force then, by id. */
  public abstract ImmutableList<ExemptionRecord> records();

  /** The next instant after {@link #at()} at which the clock alone changes the set. */
  public abstract Optional<Instant> nextChange();

  /** The number of the last change that this contains. */
  public abstract long version();

  /** Returns a set. */
  public static LiveExemptions of(
      Instant at, Iterable<ExemptionRecord> records, Optional<Instant> nextChange, long version) {
    return new AutoValue_LiveExemptions(at, ImmutableList.copyOf(records), nextChange, version);
  }
}
