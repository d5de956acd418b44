package org.op25b.controller.audit;

/**
 * The cluster's storage did not answer. The change may still take effect later; whoever asks again
 * with the same idempotency key or version cannot make it twice.
 */
public final class JournalUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Storage failed for {@code cause}. */
  public JournalUnavailableException(Throwable cause) {
    super(
        "The controller's storage does not answer, so it is not known whether the change was made:"
            + " look at the current state and ask again.",
        cause);
  }
}
