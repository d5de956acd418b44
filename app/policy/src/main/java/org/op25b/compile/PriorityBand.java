package org.op25b.compile;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.auto.value.AutoValue;

/**
 * The priorities that rules may have. ONOS's own packet requests use 40000, so rules that share a
 * table with them ({@code subtract}, {@code output}) must lie above; guard tables are ours alone.
 */
@AutoValue
public abstract class PriorityBand {
  /** 41000 to 60000. */
  public static final PriorityBand DEFAULT = of(41_000, 60_000);

  /** The lowest priority, 1 to 65535. */
  public abstract int lowest();

  /** The highest priority, 1 to 65535. */
  public abstract int highest();

  /** Returns a band; throws IllegalArgumentException when it is empty or out of range. */
  public static PriorityBand of(int lowest, int highest) {
    checkArgument(
        lowest >= 1 && lowest <= highest && highest <= 65_535,
        "priorities %s to %s are not a range within 1 to 65535",
        lowest,
        highest);
    return new AutoValue_PriorityBand(lowest, highest);
  }
}
