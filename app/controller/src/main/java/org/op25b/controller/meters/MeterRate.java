package org.op25b.controller.meters;

import com.google.auto.value.AutoValue;
import org.onosproject.net.meter.Meter;

/** How much a meter lets through; what is more is dropped. */
@AutoValue
public abstract class MeterRate {
  /** Packets or kilobits, each per second. */
  public abstract Meter.Unit unit();

  /** How many of them, at least 1. */
  public abstract long value();

  /** Returns a rate. */
  public static MeterRate of(Meter.Unit unit, long value) {
    return new AutoValue_MeterRate(unit, value);
  }

  /** Returns a rate in packets per second. */
  public static MeterRate packetsPerSecond(long packets) {
    return of(Meter.Unit.PKTS_PER_SEC, packets);
  }
}
