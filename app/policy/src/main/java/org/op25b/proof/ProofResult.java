package org.op25b.proof;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.util.Optional;

/** The outcome of a proof. */
@AutoValue
public abstract class ProofResult {
  /** What is known after a proof. */
  public enum Status {
    /** The table does what the policy says, for every packet. */
    EQUAL,
    /** It does not; {@link ProofResult#counterexamples} shows where. */
    DIFFERENT,
    /** Not known; {@link ProofResult#reason} says why. */
    NOT_PROVEN
  }

  /** What is known. */
  public abstract Status status();

  /** At least one packet for each kind of difference there is, for each kind of packet. */
  public abstract ImmutableList<Counterexample> counterexamples();

  /**
   * Packets that the policy lets pass and that a rule of another application drops or takes. In
   * strategy gate any rule of another application that wins in one of our tables is listed. Not a
   * failure of ours, so they do not change {@link #status}. At most {@value
   * Prover#MAX_INTERFERENCE} for each kind of packet.
   */
  public abstract ImmutableList<Counterexample> interference();

  /** Why nothing is known; present exactly for {@link Status#NOT_PROVEN}. */
  public abstract Optional<String> reason();

  /** Whether the table does what the policy says, for every packet. */
  public final boolean isEqual() {
    return status() == Status.EQUAL;
  }

  static ProofResult of(
      Iterable<Counterexample> counterexamples, Iterable<Counterexample> interference) {
    ImmutableList<Counterexample> differences = ImmutableList.copyOf(counterexamples);
    return new AutoValue_ProofResult(
        differences.isEmpty() ? Status.EQUAL : Status.DIFFERENT,
        differences,
        ImmutableList.copyOf(interference),
        Optional.empty());
  }

  static ProofResult notProven(String reason) {
    return new AutoValue_ProofResult(
        Status.NOT_PROVEN, ImmutableList.of(), ImmutableList.of(), Optional.of(reason));
  }
}
