package org.op25b.proof;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.util.Optional;

/** One way in which a switch may treat a packet: the winning rules, table by table. */
@AutoValue
public abstract class TableTrace {
  /** The tables that the packet passed and the rule that won there. */
  public abstract ImmutableList<Hop> hops();

  abstract Fate fate();

  /** Whether this treatment rests on an opaque rule to match, or to not match, this packet. */
  public abstract boolean uncertain();

  /** Whether the packet gets past the tables that are ours. */
  public final boolean passes() {
    return fate().passes();
  }

  static TableTrace of(Iterable<Hop> hops, Fate fate, boolean uncertain) {
    return new AutoValue_TableTrace(ImmutableList.copyOf(hops), fate, uncertain);
  }

  /** What one table does with a packet. */
  @AutoValue
  public abstract static class Hop {
    /** The table. */
    public abstract int table();

    /** The winning rule; absent when no rule matches. */
    public abstract Optional<SwitchRule> winner();

    static Hop of(int table, Optional<SwitchRule> winner) {
      return new AutoValue_TableTrace_Hop(table, winner);
    }

    @Override
    public final String toString() {
      return winner().map(SwitchRule::toString).orElse("table=" + table() + " no rule matches");
    }
  }

  @Override
  public final String toString() {
    return hops() + ": " + fate().kind() + (uncertain() ? " (perhaps)" : "");
  }
}
