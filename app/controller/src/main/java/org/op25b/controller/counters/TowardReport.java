package org.op25b.controller.counters;

import com.google.auto.value.AutoValue;
import java.time.Instant;
import org.onosproject.net.DeviceId;

/** What a switch has dropped toward port 25 up to one of its reports. */
@AutoValue
public abstract class TowardReport {
  /** The switch. */
  public abstract DeviceId device();

  /** Packets since the application started; never falls. */
  public abstract long dropped();

  /** When ONOS had the report. */
  public abstract Instant at();

  static TowardReport of(DeviceId device, long dropped, Instant at) {
    return new AutoValue_TowardReport(device, dropped, at);
  }
}
