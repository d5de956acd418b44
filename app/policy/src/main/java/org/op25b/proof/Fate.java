package org.op25b.proof;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableSet;

/** What became of a packet when it left the tables that are ours. */
@AutoValue
abstract class Fate {
  /** The ways to leave. */
  enum Kind {
    /** Nothing of ours holds it: it reached the forwarding table, or no rule of ours won. */
    LEFT_ALONE,
    /** One of our rules sent it out, as strategy output does. */
    FORWARDED,
    /** One of our rules dropped it (or gave it to the controller alone), or the gate is shut. */
    BLOCKED,
    /** It passed, but a rule of ours decided where to, or gave the controller a copy. */
    STEERED,
    /** A foreign rule dropped it. */
    FOREIGN_DROP,
    /** A foreign rule sent it out of one of the gate's tables. */
    FOREIGN_TAKEN,
    /** It reached the forwarding table by way of a foreign rule in one of the gate's tables. */
    FOREIGN_TOUCHED
  }

  abstract Kind kind();

  /** Our meters that it went through. */
  abstract ImmutableSet<Long> meters();

  static Fate of(Kind kind, Iterable<Long> meters) {
    return new AutoValue_Fate(kind, ImmutableSet.copyOf(meters));
  }

  /** Whether the packet may still reach its destination. */
  final boolean passes() {
    return kind() != Kind.BLOCKED && kind() != Kind.FOREIGN_DROP;
  }
}
