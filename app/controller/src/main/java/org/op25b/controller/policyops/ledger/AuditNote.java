package org.op25b.controller.policyops.ledger;

import com.google.auto.value.AutoValue;
import java.time.Instant;
import java.util.Optional;
import org.op25b.controller.audit.Actor;
import org.op25b.controller.audit.AuditAction;

/** A change that is made, and still has to be written into the audit log. */
@AutoValue
public abstract class AuditNote {
  /** When it was made. */
  public abstract Instant time();

  /** Who made it. */
  public abstract Actor actor();

  /** What was done. */
  public abstract AuditAction action();

  /** What was changed, unique, and why. */
  public abstract String text();

  /** The version that it made, whose policy the log shows; absent when {@link #after} is shown. */
  public abstract Optional<Long> version();

  /** What was there before, as JSON. */
  public abstract Optional<String> before();

  /** What is there after, as JSON. */
  public abstract Optional<String> after();

  /** Returns a note. */
  public static AuditNote of(
      Instant time,
      Actor actor,
      AuditAction action,
      String text,
      Optional<Long> version,
      Optional<String> before,
      Optional<String> after) {
    return new AutoValue_AuditNote(time, actor, action, text, version, before, after);
  }
}
