package org.op25b.controller.policyops;

import com.google.auto.value.AutoValue;
import java.time.Instant;
import java.util.Optional;
import org.op25b.controller.audit.Actor;

/** One version of the policy: who made it what, and when. */
@AutoValue
public abstract class PolicyVersion {
  /** The number, from 1, without gaps. */
  public abstract long number();

  /** The clock of the node that made it. Order is by {@link #number()}, not by this. */
  public abstract Instant time();

  /** Who made it; of a policy written to network configuration ONOS does not tell. */
  public abstract Actor actor();

  /** How it came about. */
  public abstract VersionAction action();

  /** Why, in the words of who made it; may be empty. */
  public abstract String note();

  /** The version that it was made from; absent for the first. */
  public abstract Optional<Long> basedOn();

  /** How many pools it has. */
  public abstract int pools();

  /** Where the policy itself is kept; absent when this version is the absence of a policy. */
  public abstract Optional<String> content();

  /** Returns a builder; all but {@code basedOn} and {@code content} must be set. */
  public static Builder builder() {
    return new AutoValue_PolicyVersion.Builder();
  }

  /** Builds {@link PolicyVersion}. */
  @AutoValue.Builder
  public abstract static class Builder {
    /** Sets {@link PolicyVersion#number()}. */
    public abstract Builder setNumber(long number);

    /** Sets {@link PolicyVersion#time()}. */
    public abstract Builder setTime(Instant time);

    /** Sets {@link PolicyVersion#actor()}. */
    public abstract Builder setActor(Actor actor);

    /** Sets {@link PolicyVersion#action()}. */
    public abstract Builder setAction(VersionAction action);

    /** Sets {@link PolicyVersion#note()}. */
    public abstract Builder setNote(String note);

    /** Sets {@link PolicyVersion#basedOn()}. */
    public abstract Builder setBasedOn(Optional<Long> number);

    /** Sets {@link PolicyVersion#pools()}. */
    public abstract Builder setPools(int count);

    /** Sets {@link PolicyVersion#content()}. */
    public abstract Builder setContent(Optional<String> key);

    /** Returns the version. */
    public abstract PolicyVersion build();
  }
}
