package org.op25b.compile;

import java.util.OptionalInt;
import org.op25b.policy.Direction;
import org.op25b.policy.TcpPacket;

/**
 * What a rule asks of the TCP ports. Nothing but port 25 and "unseen" (which a switch shows as 0)
 * can be said: ports 465 and 587 are out of reach by type.
 */
public enum Port25 {
  /** Any packet of the family, TCP or not. */
  ANY(OptionalInt.empty(), OptionalInt.empty()),
  /** TCP toward port 25. */
  TOWARD_SMTP(OptionalInt.empty(), OptionalInt.of(TcpPacket.SMTP)),
  /** TCP whose destination port is unseen. */
  TOWARD_UNSEEN(OptionalInt.empty(), OptionalInt.of(TcpPacket.UNSEEN)),
  /** TCP from port 25. */
  FROM_SMTP(OptionalInt.of(TcpPacket.SMTP), OptionalInt.empty()),
  /** TCP whose source port is unseen. */
  FROM_UNSEEN(OptionalInt.of(TcpPacket.UNSEEN), OptionalInt.empty());

  private final OptionalInt tcpSource;
  private final OptionalInt tcpDestination;

  Port25(OptionalInt tcpSource, OptionalInt tcpDestination) {
    this.tcpSource = tcpSource;
    this.tcpDestination = tcpDestination;
  }

  /** Returns the match for port 25, seen, as {@code direction} asks it. */
  public static Port25 smtp(Direction direction) {
    return direction == Direction.TOWARD_25 ? TOWARD_SMTP : FROM_SMTP;
  }

  /** Returns the match for an unseen port, as {@code direction} asks it. */
  public static Port25 unseen(Direction direction) {
    return direction == Direction.TOWARD_25 ? TOWARD_UNSEEN : FROM_UNSEEN;
  }

  /** The TCP source port that must be there, 25 or 0; absent when it does not matter. */
  public OptionalInt tcpSource() {
    return tcpSource;
  }

  /** The TCP destination port that must be there, 25 or 0; absent when it does not matter. */
  public OptionalInt tcpDestination() {
    return tcpDestination;
  }
}
