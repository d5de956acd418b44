package org.op25b.compile;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;

/** What must change on a switch; no rule is in both lists. */
@AutoValue
public abstract class TableDelta {
  /** The rules to add. */
  public abstract ImmutableList<Rule> added();

  /** The rules to remove. */
  public abstract ImmutableList<Rule> removed();

  /** How many rules are touched. */
  public final int size() {
    return added().size() + removed().size();
  }

  /** Whether nothing changes. */
  public final boolean isEmpty() {
    return size() == 0;
  }

  static TableDelta of(Iterable<Rule> added, Iterable<Rule> removed) {
    return new AutoValue_TableDelta(ImmutableList.copyOf(added), ImmutableList.copyOf(removed));
  }
}
