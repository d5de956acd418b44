package org.op25b.controller.counters;

import java.util.concurrent.TimeUnit;

/**
 * One rule's packets over all its lives on a switch. A switch counts from zero when a rule is added
 * anew, so a total here is the sum of what was seen of each life: it never falls. Of a life that is
 * first seen with a higher count than the last one ended with, that much is not seen.
 */
final class Tally {
  /** A switch that has not reported for so long is away; nothing is known of its rate. */
  static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private long lastPackets;
  private long lastLifeNanos;
  private double perSecond;
  private long readAtNanos;
  private boolean read;

  /**
   * Takes in a report and returns how many packets are new in it.
   *
   * @param nowNanos the time of {@link System#nanoTime}
   */
  long read(long packets, long lifeNanos, long nowNanos) {
    if (read && packets == lastPackets && lifeNanos == lastLifeNanos) {
      return 0;
    }
    // Open vSwitch keeps the counter, but not the age, of a rule that is added over itself
    // (OpenFlow 1.3, no OFPFF_RESET_COUNTS): a younger rule need not have begun at zero.
    boolean goesOn = read && packets >= lastPackets;
    long more = goesOn ? packets - lastPackets : packets;
    long nanos = lifeNanos;
    if (goesOn) {
      nanos = lifeNanos > lastLifeNanos ? lifeNanos - lastLifeNanos : nowNanos - readAtNanos;
    }
    perSecond = nanos <= 0 ? 0 : more * (double) TimeUnit.SECONDS.toNanos(1) / nanos;
    lastPackets = packets;
    lastLifeNanos = lifeNanos;
    readAtNanos = nowNanos;
    read = true;
    return more;
  }

  /** Packets per second between the last two reports; 0 when the last one is long ago. */
  double perSecond(long nowNanos) {
    return nowNanos - readAtNanos > STALE_NANOS ? 0 : perSecond;
  }

  boolean isStale(long nowNanos) {
    return nowNanos - readAtNanos > STALE_NANOS;
  }
}
