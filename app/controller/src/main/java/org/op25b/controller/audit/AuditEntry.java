package org.op25b.controller.audit;

import com.google.auto.value.AutoValue;
import java.time.Instant;
import java.util.Optional;

/** One change: who, when, from where, what, before and after. */
@AutoValue
public abstract class AuditEntry {
  /** The subject of every policy change. */
  public static final String POLICY = "policy";

  /**
   * The position in the one order of all changes of the cluster, from 1, without gaps. It is also
   * the version that the change gives to an exemption.
   */
  public abstract long number();

  /** The clock of the node that made the change. Order is by {@link #number()}, not by this. */
  public abstract Instant time();

  /** Who did it. */
  public abstract Actor actor();

  /** What was done. */
  public abstract AuditAction action();

  /** The exemption's id, or {@link #POLICY}. */
  public abstract String subject();

  /** The subject before the change as JSON; absent when there was none. */
  public abstract Optional<String> before();

  /** The subject after the change as JSON; absent when there is none. */
  public abstract Optional<String> after();

  /** What else should be known: guard rails that were overridden, the import it belongs to. */
  public abstract Optional<String> note();

  /** Returns a builder without before, after and note; the rest must be set. */
  public static Builder builder() {
    return new AutoValue_AuditEntry.Builder();
  }

  /** Builds {@link AuditEntry}. */
  @AutoValue.Builder
  public abstract static class Builder {
    /** Sets {@link AuditEntry#number()}. */
    public abstract Builder setNumber(long number);

    /** Sets {@link AuditEntry#time()}. */
    public abstract Builder setTime(Instant time);

    /** Sets {@link AuditEntry#actor()}. */
    public abstract Builder setActor(Actor actor);

    /** Sets {@link AuditEntry#action()}. */
    public abstract Builder setAction(AuditAction action);

    /** Sets {@link AuditEntry#subject()}. */
    public abstract Builder setSubject(String subject);

    /** Sets {@link AuditEntry#before()}. */
    public abstract Builder setBefore(Optional<String> json);

    /** Sets {@link AuditEntry#after()}. */
    public abstract Builder setAfter(Optional<String> json);

    /** Sets {@link AuditEntry#note()}. */
    public abstract Builder setNote(Optional<String> note);

    /** Returns the entry. */
    public abstract AuditEntry build();
  }
}
