package org.op25b.controller.exemption;

import com.google.auto.value.AutoValue;
import java.time.Instant;

/** Who ended an exemption by hand, when and why. */
@AutoValue
public abstract class Revocation {
  /** The user. */
  public abstract String by();

  /** The instant. */
  public abstract Instant at();

  /** The reason given; may be empty. */
  public abstract String why();

  /** Returns a revocation. */
  public static Revocation of(String by, Instant at, String why) {
    return new AutoValue_Revocation(by, at, why);
  }
}
