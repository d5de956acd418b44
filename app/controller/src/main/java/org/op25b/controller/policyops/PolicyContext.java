package org.op25b.controller.policyops;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import org.op25b.controller.audit.Actor;

/** Who asks for a change of the policy, why, and on what it is based. */
@AutoValue
public abstract class PolicyContext {
  /** The longest note, in characters. */
  public static final int MAX_NOTE = 400;

  /** Who, and from where. */
  public abstract Actor actor();

  /** Why, at most {@link #MAX_NOTE} characters; may be empty. */
  public abstract String note();

  /** The version that must be current; whatever there is when absent. */
  public abstract Optional<Long> basedOn();

  /** Only say what would happen. */
  public abstract boolean dryRun();

  /** Returns a context without note and base. */
  public static PolicyContext of(Actor actor) {
    return new AutoValue_PolicyContext(actor, "", Optional.empty(), false);
  }

  /** Returns the same with another note. */
  public final PolicyContext withNote(String note) {
    return new AutoValue_PolicyContext(actor(), note, basedOn(), dryRun());
  }

  /** Returns the same, based on a version. */
  public final PolicyContext withBasedOn(Optional<Long> version) {
    return new AutoValue_PolicyContext(actor(), note(), version, dryRun());
  }

  /** Returns the same, as a dry run or not. */
  public final PolicyContext withDryRun(boolean dryRun) {
    return new AutoValue_PolicyContext(actor(), note(), basedOn(), dryRun);
  }
}
