package org.op25b.compile;

import com.google.auto.value.AutoValue;
import org.op25b.policy.RateLimit;

/**
 * A meter that rules share: what a group's mail servers together accept of one kind of source. Two
 * groups of the same rate have two meters.
 */
@AutoValue
public abstract class Meter {
  /** The part of an inbound policy that asks for the limit. */
  public enum Part {
    /** Sources on the deny list. */
    DENY,
    /** Sources on neither list. */
    DEFAULT
  }

  /** The mail-server group whose inbound policy asks for the limit. */
  public abstract String mailServerGroup();

  /** The part of the inbound policy. */
  public abstract Part part();

  /** The rate. */
  public abstract RateLimit rate();

  /** Returns a meter. */
  public static Meter of(String mailServerGroup, Part part, RateLimit rate) {
    return new AutoValue_Meter(mailServerGroup, part, rate);
  }
}
