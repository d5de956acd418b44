package org.op25b.controller.exemption;

import com.google.auto.value.AutoValue;

/** Under which idempotency key an exemption was created, and from what request. */
@AutoValue
public abstract class IdempotencyMark {
  /** The user and the key that the user's system chose. */
  public abstract String key();

  /** A digest of the request, so that the same key with another request is noticed. */
  public abstract String requestDigest();

  /** Returns a mark. */
  public static IdempotencyMark of(String key, String requestDigest) {
    return new AutoValue_IdempotencyMark(key, requestDigest);
  }
}
