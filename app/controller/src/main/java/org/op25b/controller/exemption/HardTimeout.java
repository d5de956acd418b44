package org.op25b.controller.exemption;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/** When a switch itself can end an exemption, even while no controller is there. */
public final class HardTimeout {
  /** The longest hard timeout of a flow entry: 16 bits of seconds (OpenFlow 1.3.5, A.3.4.1). */
  public static final int MAX_SECONDS = 0xffff;

  private HardTimeout() {}

  /**
   * Returns the whole seconds, 1 to {@link #MAX_SECONDS}, that a rule which serves {@code record}
   * may still live, rounded up so that the switch never ends it early; empty when the expiry is
   * absent, too far away, or past.
   */
  public static OptionalInt seconds(ExemptionRecord record, Instant now) {
    if (!record.expires().isPresent() || record.revocation().isPresent()) {
      return OptionalInt.empty();
    }
    Instant expires = record.expires().get();
    if (!now.isBefore(expires) || now.plusSeconds(MAX_SECONDS).isBefore(expires)) {
      return OptionalInt.empty();
    }
    Duration left = Duration.between(now, expires);
    return OptionalInt.of((int) (left.getSeconds() + (left.getNano() > 0 ? 1 : 0)));
  }

  /** The first instant at which {@link #seconds} is not empty for an exemption that ends then. */
  public static Instant startsAt(Instant expires) {
    return expires.minusSeconds(MAX_SECONDS);
  }
}
