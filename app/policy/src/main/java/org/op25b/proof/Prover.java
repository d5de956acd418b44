package org.op25b.proof;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import java.time.Instant;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.Strategy;

/**
 * Proves that the rules of a switch do exactly what a policy says, for every packet, or shows
 * packets for which they do not. Immutable and safe for threads.
 */
public final class Prover {
  /** How many packets with foreign interference are listed for each kind of packet. */
  public static final int MAX_INTERFERENCE = 100;

  private static final long DEFAULT_STEPS = 2_000_000_000L;

  private final long steps;

  /** Returns a prover that gives up after some minutes of work. */
  public Prover() {
    this(DEFAULT_STEPS);
  }

  /**
   * Returns a prover that gives up, with {@link ProofResult.Status#NOT_PROVEN}, after {@code steps}
   * steps for each kind of packet; a core does some ten million in a second.
   */
  public Prover(long steps) {
    this.steps = steps;
  }

  /**
   * Compares {@code table} with {@code policy} at {@code instant}.
   *
   * @throws IllegalArgumentException when the strategy is {@link Strategy#AUTO}
   */
  public ProofResult prove(
      EdgePolicy policy, Instant instant, SwitchTable table, Strategy strategy) {
    Pipeline pipeline = new Pipeline(strategy);
    ImmutableList<Exemption> live =
        Streams.stream(policy.exemptions())
            .filter(exemption -> exemption.isLiveAt(instant))
            .collect(toImmutableList());
    Findings findings = new Findings(policy, instant, table, strategy);
    try {
      for (Universe universe : Universe.values()) {
        findings.add(new Comparison(policy, live, table, pipeline, universe, new Budget(steps)));
      }
    } catch (TooComplexException e) {
      return ProofResult.notProven("not proven: too complex, " + e.getMessage());
    }
    return findings.result();
  }
}
