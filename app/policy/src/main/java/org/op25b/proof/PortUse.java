package org.op25b.proof;

import java.util.Map;
import org.op25b.policy.TcpPacket;

/** What a rule asks of the two TCP ports. */
enum PortUse {
  /** Nothing. */
  NONE,
  /** That the source port is 25, or is unseen; nothing of the destination port. */
  NAMES_SOURCE,
  /** That the destination port is 25, or is unseen; nothing of the source port. */
  NAMES_DESTINATION,
  /** That a port has one certain value other than 25 and unseen. */
  ELSEWHERE,
  /** Anything else. */
  MIXED;

  static PortUse of(Map<Field, Ternary> box) {
    Ternary source = box.get(Field.TCP_SRC);
    Ternary destination = box.get(Field.TCP_DST);
    if (source == null && destination == null) {
      return NONE;
    }
    if (isElsewhere(source) || isElsewhere(destination)) {
      return ELSEWHERE;
    }
    if (destination == null && isExact(source)) {
      return NAMES_SOURCE;
    }
    return source == null && isExact(destination) ? NAMES_DESTINATION : MIXED;
  }

  private static boolean isExact(Ternary port) {
    return port.mask().equals(Bits.ones(port.width()));
  }

  private static boolean isElsewhere(Ternary port) {
    return port != null
        && isExact(port)
        && !port.matches(Bits.of(TcpPacket.SMTP))
        && !port.matches(Bits.of(TcpPacket.UNSEEN));
  }
}
