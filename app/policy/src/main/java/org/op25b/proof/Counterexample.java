package org.op25b.proof;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.op25b.policy.Decision;
import org.op25b.policy.Verdict;

/** One packet for which the table does not do what the policy says. */
@AutoValue
public abstract class Counterexample {
  /** What is wrong. */
  public abstract Difference difference();

  /** The packet. */
  public abstract WitnessPacket packet();

  /** What the policy says, by the proof's own reading of the specification. */
  public abstract Verdict expected();

  /** What the decision function says, with its reason; absent for packets other than TCP. */
  public abstract Optional<Decision> decision();

  /** What the switch does: every possible way, each with the winning rules and their owners. */
  public abstract ImmutableList<TableTrace> traces();

  static Counterexample of(
      Difference difference,
      WitnessPacket packet,
      Verdict expected,
      Optional<Decision> decision,
      Iterable<TableTrace> traces) {
    return new AutoValue_Counterexample(
        difference, packet, expected, decision, ImmutableList.copyOf(traces));
  }

  @Override
  public final String toString() {
    return difference()
        + ": "
        + packet()
        + "; policy: "
        + expected()
        + decision().map(d -> " (" + d.reason() + ")").orElse("")
        + "; switch: "
        + traces();
  }
}
