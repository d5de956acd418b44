package org.op25b.compile;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import java.util.OptionalInt;

/** Where packets go on that a rule lets pass. */
@AutoValue
abstract class Next {
  /** For rules that let nothing pass. */
  static final Next NOWHERE = new AutoValue_Next(OptionalInt.empty(), Optional.empty());

  abstract OptionalInt table();

  abstract Optional<Uplink> uplink();

  static Next table(int table) {
    return new AutoValue_Next(OptionalInt.of(table), Optional.empty());
  }

  static Next uplink(Uplink uplink) {
    return new AutoValue_Next(OptionalInt.empty(), Optional.of(uplink));
  }
}
