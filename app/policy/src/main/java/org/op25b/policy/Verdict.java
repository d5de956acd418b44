package org.op25b.policy;

/** What happens to a packet. */
public enum Verdict {
  /** As if this application were not installed. */
  PASS,
  /** Dropped. */
  BLOCK,
  /** Passed up to a rate, dropped beyond it. */
  RATE_LIMIT
}
