package org.op25b.controller.enforcement;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.OptionalInt;
import org.onosproject.net.DeviceId;
import org.op25b.policy.Strategy;

/** What another policy would change on one edge switch. */
@AutoValue
public abstract class EdgeForecast {
  /** The edge switch, of the policy before or after. */
  public abstract DeviceId device();

  /** Its name, if it has one. */
  public abstract Optional<String> name();

  /** How rules would be written; absent when the switch would be an edge switch no longer. */
  public abstract Optional<Strategy> strategy();

  /** Rules that the policy of now needs there. */
  public abstract int rulesBefore();

  /** Rules that the other policy would need there. */
  public abstract int rulesAfter();

  /** Rules that would be added, or changed. */
  public abstract int added();

  /** Rules that would be removed. */
  public abstract int removed();

  /** Flow entries that the switch holds for this application, when the policy says so. */
  public abstract OptionalInt capacity();

  /** What would make the switch degraded. */
  public abstract ImmutableList<String> problems();

  /** Returns a forecast. */
  public static EdgeForecast of(
      DeviceId device,
      Optional<String> name,
      Optional<Strategy> strategy,
      int rulesBefore,
      int rulesAfter,
      int added,
      int removed,
      OptionalInt capacity,
      Iterable<String> problems) {
    return new AutoValue_EdgeForecast(
        device,
        name,
        strategy,
        rulesBefore,
        rulesAfter,
        added,
        removed,
        capacity,
        ImmutableList.copyOf(problems));
  }
}
