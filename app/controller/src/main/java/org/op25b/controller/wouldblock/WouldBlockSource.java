package org.op25b.controller.wouldblock;

import com.google.auto.value.AutoValue;
import java.time.Instant;
import org.onlab.packet.IpPrefix;

/** Somebody whose packets phase {@code monitor} let pass and phase {@code block} would drop. */
@AutoValue
public abstract class WouldBlockSource {
  /** The address, or a prefix that is not told apart further (yet). */
  public abstract IpPrefix source();

  /** Whether {@link #source} is as long as it gets: one customer. */
  public abstract boolean exact();

  /** The pool. */
  public abstract String pool();

  /** Packets toward port 25 that were counted for exactly this, at least 1. */
  public abstract long packets();

  /** When ONOS first had a report of one. */
  public abstract Instant firstSeen();

  /** When it last had. */
  public abstract Instant lastSeen();

  static WouldBlockSource of(
      IpPrefix source,
      boolean exact,
      String pool,
      long packets,
      Instant firstSeen,
      Instant lastSeen) {
    return new AutoValue_WouldBlockSource(source, exact, pool, packets, firstSeen, lastSeen);
  }

  /** The address alone when it is one. */
  public final String sourceText() {
    return source().prefixLength() == source().address().toOctets().length * 8
        ? source().address().toString()
        : source().toString();
  }
}
