package org.op25b.embedded.openflow.channel;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Transaction ids for the messages of all providers. ONOS's own controller counts from 0 upward for
 * its handshakes; these begin far above, so that an answer never reaches the wrong one.
 */
public final class Xids {
  private static final AtomicLong NEXT = new AtomicLong(0x4000_0000L);

  private Xids() {}

  /** An id that no message in flight has; 32 bits, as OpenFlow has it. */
  public static long next() {
    return NEXT.getAndUpdate(last -> last >= 0xffff_fff0L ? 0x4000_0000L : last + 1);
  }
}
