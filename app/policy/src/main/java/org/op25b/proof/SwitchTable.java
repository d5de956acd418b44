package org.op25b.proof;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.op25b.policy.RateLimit;

/**
 * The flow entries and meters of one switch. A packet that no entry of a table matches is dropped
 * (OpenFlow 1.3.5, section 5.4).
 */
@AutoValue
public abstract class SwitchTable {
  /** The entries of all tables, in any order. */
  public abstract ImmutableList<SwitchRule> rules();

  /** The rate of each meter that has exactly one drop band. */
  public abstract ImmutableMap<Long, RateLimit> meters();

  /** Returns a switch with these entries and meters. */
  public static SwitchTable of(Iterable<SwitchRule> rules, Map<Long, RateLimit> meters) {
    return new AutoValue_SwitchTable(ImmutableList.copyOf(rules), ImmutableMap.copyOf(meters));
  }

  /** Returns a switch with these entries and no meter. */
  public static SwitchTable of(Iterable<SwitchRule> rules) {
    return of(rules, ImmutableMap.of());
  }
}
