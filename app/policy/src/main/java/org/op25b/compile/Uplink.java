package org.op25b.compile;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.auto.value.AutoValue;
import java.util.OptionalInt;

/** Where strategy {@code output} sends what passes: a port, or the switch's own forwarding. */
@AutoValue
public abstract class Uplink {
  private static final Uplink NORMAL = new AutoValue_Uplink(OptionalInt.empty());

  /** The OpenFlow port number; absent for the reserved port NORMAL of hybrid switches. */
  public abstract OptionalInt port();

  /** The switch's own forwarding, OpenFlow's reserved port NORMAL. */
  public static Uplink normal() {
    return NORMAL;
  }

  /** Returns the port {@code number}, 1 to 65279. */
  public static Uplink port(int number) {
    checkArgument(number >= 1 && number <= 65279, "port %s is not in 1..65279", number);
    return new AutoValue_Uplink(OptionalInt.of(number));
  }
}
