package org.op25b.policy;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.auto.value.AutoValue;

/** The rate up to which matching packets pass; what exceeds it is dropped. */
@AutoValue
public abstract class RateLimit {
  /** The highest rate that can be asked for, in either unit. */
  public static final int MAX_RATE = 10_000_000;

  /** What the rate counts; both exist as OpenFlow 1.3 meter flags. */
  public enum Unit {
    /** Packets each second (OFPMF_PKTPS). */
    PACKETS_PER_SECOND,
    /** Kilobits each second (OFPMF_KBPS). */
    KBIT_PER_SECOND
  }

  /** The rate, 1 to {@link #MAX_RATE}. */
  public abstract int rate();

  /** The unit of {@link #rate()}. */
  public abstract Unit unit();

  /** Returns a limit; throws IllegalArgumentException when {@code rate} is out of range. */
  public static RateLimit of(int rate, Unit unit) {
    checkArgument(rate >= 1 && rate <= MAX_RATE, "rate %s is not in 1..%s", rate, MAX_RATE);
    return new AutoValue_RateLimit(rate, unit);
  }
}
