package org.op25b.controller.policyops;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.op25b.controller.audit.Actor;
import org.op25b.policy.Phase;

/** A change of phase that is arranged for later. */
@AutoValue
public abstract class Schedule {
  /** How far it is. */
  public enum State {
    /** Its time has not come. */
    PENDING,
    /** It was made, once. */
    APPLIED,
    /** Its time came and it could not be made; it will not be tried again. */
    FAILED,
    /** It was called off. */
    CANCELLED
  }

  /** The id, such as {@code s12}. */
  public abstract String id();

  /** The pools that it is for, at least one. */
  public abstract ImmutableList<String> pools();

  /** The phase that they are brought to. */
  public abstract Phase phase();

  /** When. */
  public abstract Instant at();

  /** When, as it was written, with its zone. */
  public abstract String atLocal();

  /** Why, in the words of who made it; may be empty. */
  public abstract String note();

  /** Who made it. */
  public abstract Actor actor();

  /** When it was made. */
  public abstract Instant made();

  /** How far it is. */
  public abstract State state();

  /** When it ceased to be pending. */
  public abstract Optional<Instant> finished();

  /** The version in which the pools have the phase; absent unless applied. */
  public abstract Optional<Long> version();

  /** Why it failed, or what else to know; often empty. */
  public abstract String reason();

  /** How long after its time it was applied; zero when it was not. */
  public final Duration late() {
    return state() == State.APPLIED && finished().get().isAfter(at())
        ? Duration.between(at(), finished().get())
        : Duration.ZERO;
  }

  /** Whether its time is still to come, or it waits to be noticed. */
  public final boolean isPending() {
    return state() == State.PENDING;
  }

  /** Returns a builder of a pending one without note and reason. */
  public static Builder builder() {
    return new AutoValue_Schedule.Builder().setState(State.PENDING).setNote("").setReason("");
  }

  /** Returns a builder that starts with these values. */
  public abstract Builder toBuilder();

  /** Builds {@link Schedule}. */
  @AutoValue.Builder
  public abstract static class Builder {
    /** Sets {@link Schedule#id()}. */
    public abstract Builder setId(String id);

    /** Sets {@link Schedule#pools()}. */
    public abstract Builder setPools(Iterable<String> pools);

    /** Sets {@link Schedule#phase()}. */
    public abstract Builder setPhase(Phase phase);

    /** Sets {@link Schedule#at()}. */
    public abstract Builder setAt(Instant at);

    /** Sets {@link Schedule#atLocal()}. */
    public abstract Builder setAtLocal(String text);

    /** Sets {@link Schedule#note()}. */
    public abstract Builder setNote(String note);

    /** Sets {@link Schedule#actor()}. */
    public abstract Builder setActor(Actor actor);

    /** Sets {@link Schedule#made()}. */
    public abstract Builder setMade(Instant made);

    /** Sets {@link Schedule#state()}. */
    public abstract Builder setState(State state);

    /** Sets {@link Schedule#finished()}. */
    public abstract Builder setFinished(Optional<Instant> finished);

    /** Sets {@link Schedule#version()}. */
    public abstract Builder setVersion(Optional<Long> version);

    /** Sets {@link Schedule#reason()}. */
    public abstract Builder setReason(String reason);

    /** Returns the schedule. */
    public abstract Schedule build();
  }
}
