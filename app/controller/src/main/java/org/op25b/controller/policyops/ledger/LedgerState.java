package org.op25b.controller.policyops.ledger;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import java.util.Optional;
import org.op25b.controller.policyops.PolicyVersion;
import org.op25b.controller.policyops.Schedule;

/**
 * All that is decided about the policy, as one value: it is replaced whole, so a version, the
 * schedule that made it and the note for the audit log are there together or not at all.
 */
@AutoValue
public abstract class LedgerState {
  /** The state of a cluster that has never had a policy. */
  public static final LedgerState EMPTY =
      new AutoValue_LedgerState.Builder()
          .setRevision(0)
          .setVersions(ImmutableList.of())
          .setUnwritten(false)
          .setSchedules(ImmutableList.of())
          .setNextSchedule(1)
          .setUnaudited(ImmutableList.of())
          .build();

  /** The storage's number of this state; 0 when nothing is stored. */
  public abstract long revision();

  /** The versions that are kept, oldest first; the last one is current. */
  public abstract ImmutableList<PolicyVersion> versions();

  /** Whether network configuration may not hold the current version yet. */
  public abstract boolean unwritten();

  /** Pending and finished schedules, in the order in which they were made. */
  public abstract ImmutableList<Schedule> schedules();

  /** The number that the next schedule gets. */
  public abstract long nextSchedule();

  /** Changes that are not known to be in the audit log. */
  public abstract ImmutableList<AuditNote> unaudited();

  /** The current version; absent when there has never been one. */
  public final Optional<PolicyVersion> current() {
    return Optional.ofNullable(Iterables.getLast(versions(), null));
  }

  /** The number of the current version, 0 when there has never been one. */
  public final long currentNumber() {
    return current().map(PolicyVersion::number).orElse(0L);
  }

  /** Returns the version {@code number}, if it is kept. */
  public final Optional<PolicyVersion> version(long number) {
    return versions().stream().filter(version -> version.number() == number).findFirst();
  }

  /** Returns a builder that starts with these values. */
  public abstract Builder toBuilder();

  /** Builds {@link LedgerState}. */
  @AutoValue.Builder
  public abstract static class Builder {
    abstract Builder setRevision(long revision);

    /** Sets {@link LedgerState#versions()}. */
    public abstract Builder setVersions(Iterable<PolicyVersion> versions);

    /** Sets {@link LedgerState#unwritten()}. */
    public abstract Builder setUnwritten(boolean unwritten);

    /** Sets {@link LedgerState#schedules()}. */
    public abstract Builder setSchedules(Iterable<Schedule> schedules);

    /** Sets {@link LedgerState#nextSchedule()}. */
    public abstract Builder setNextSchedule(long number);

    /** Sets {@link LedgerState#unaudited()}. */
    public abstract Builder setUnaudited(Iterable<AuditNote> notes);

    abstract ImmutableList<AuditNote> unaudited();

    /** Adds to {@link LedgerState#unaudited()}. */
    public final Builder addUnaudited(Iterable<AuditNote> notes) {
      return setUnaudited(
          ImmutableList.<AuditNote>builder().addAll(unaudited()).addAll(notes).build());
    }

    /** Returns the state. */
    public abstract LedgerState build();
  }
}
