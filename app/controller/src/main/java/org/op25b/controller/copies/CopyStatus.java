package org.op25b.controller.copies;

import com.google.auto.value.AutoValue;
import org.onosproject.net.DeviceId;

/** Whether a switch sends copies of what it blocks. */
@AutoValue
public abstract class CopyStatus {
  /** The switch. */
  public abstract DeviceId device();

  /** Whether it does. */
  public abstract boolean sampled();

  /** Why not; empty when it does. */
  public abstract String reason();

  static CopyStatus of(DeviceId device, boolean sampled, String reason) {
    return new AutoValue_CopyStatus(device, sampled, reason);
  }
}
