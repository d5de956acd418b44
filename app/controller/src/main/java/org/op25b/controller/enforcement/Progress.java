package org.op25b.controller.enforcement;

import com.google.auto.value.AutoValue;
import java.time.Instant;
import java.util.Optional;

/** How far one {@link DeviceEnforcer} is, immutable. */
@AutoValue
abstract class Progress {
  static final Progress NONE = of(DeviceState.PENDING, "not connected", 0, 0, 0, Optional.empty());

  abstract DeviceState state();

  abstract String reason();

  abstract int wanted();

  abstract int confirmed();

  abstract int toRemove();

  abstract Optional<Instant> lastChange();

  static Progress of(
      DeviceState state,
      String reason,
      int wanted,
      int confirmed,
      int toRemove,
      Optional<Instant> lastChange) {
    return new AutoValue_Progress(state, reason, wanted, confirmed, toRemove, lastChange);
  }
}
