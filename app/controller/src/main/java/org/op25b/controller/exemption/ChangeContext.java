package org.op25b.controller.exemption;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import org.op25b.controller.audit.Actor;

/** Who makes a change, and how much they insist. */
@AutoValue
public abstract class ChangeContext {
  /** Who, and from where. */
  public abstract Actor actor();

  /** Whether guard rails that can be overridden are. The audit log notes which. */
  public abstract boolean force();

  /**
   * The key under which a create that is repeated is made only once, 1 to 128 characters. It
   * belongs to the user and holds as long as the exemption is kept.
   */
  public abstract Optional<String> idempotencyKey();

  /** Returns a context without force and key. */
  public static ChangeContext of(Actor actor) {
    return new AutoValue_ChangeContext(actor, false, Optional.empty());
  }

  /** Returns the same with or without force. */
  public final ChangeContext withForce(boolean force) {
    return new AutoValue_ChangeContext(actor(), force, idempotencyKey());
  }

  /** Returns the same with an idempotency key. */
  public final ChangeContext withIdempotencyKey(Optional<String> key) {
    return new AutoValue_ChangeContext(actor(), force(), key);
  }
}
