package org.op25b.notice;

import org.op25b.policy.Verdict;

/** What becomes of an attempt to send mail. */
enum Outcome {
  /** The connection passes. */
  WORKS,
  /** The connection passes as long as there are not too many. */
  LIMITED,
  /** The connection is blocked. */
  REFUSED,
  /** It depends on the server, or on the version of IP. */
  VARIES;

  static Outcome of(Verdict verdict) {
    switch (verdict) {
      case PASS:
        return WORKS;
      case RATE_LIMIT:
        return LIMITED;
      default:
        return REFUSED;
    }
  }

  /** Returns what both have in common; {@code first} may be null, for "nothing asked yet". */
  static Outcome merge(Outcome first, Outcome second) {
    return first == null || first == second ? second : VARIES;
  }
}
