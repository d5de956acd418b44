package org.op25b.compile;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.util.Map;

/** What must change on a switch whose rules may end; no rule is both put and removed. */
@AutoValue
public abstract class TimedDelta {
  /** The end of a rule that lasts. */
  public static final Instant NEVER = Instant.MAX;

  /** The rules to add or to give another end, each with its end. */
  public abstract ImmutableMap<Rule, Instant> put();

  /** The rules to remove. */
  public abstract ImmutableList<Rule> removed();

  static TimedDelta of(Map<Rule, Instant> put, Iterable<Rule> removed) {
    return new AutoValue_TimedDelta(ImmutableMap.copyOf(put), ImmutableList.copyOf(removed));
  }
}
