package org.op25b.proof;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
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

  private static final long DEFAULT_STEPS = 500_000_000L;

  private final long steps;

  /** Returns a prover that gives up after about a minute of work. */
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
    ImmutableList<Exemption> live = live(policy, instant);
    Findings findings = new Findings(() -> policy, instant, () -> table, strategy);
    try {
      for (Universe universe : Universe.values()) {
        findings.add(new Comparison(policy, live, table, pipeline, universe, new Budget(steps)));
      }
    } catch (TooComplexException e) {
      return gaveUp(e);
    }
    return findings.result();
  }

  /**
   * Compares as {@link #prove} does and keeps what it takes to follow changes.
   *
   * @throws IllegalArgumentException when the strategy is {@link Strategy#AUTO}
   */
  public StandingProof stand(
      EdgePolicy policy, Instant instant, SwitchTable table, Strategy strategy) {
    return new StandingProof(policy, instant, table, strategy, steps);
  }

  /**
   * Takes a change of exemptions or rules into {@code proof} and proves again the packets that it
   * is about. Any other change of the policy or of a meter needs a new {@link #stand}.
   *
   * @throws IllegalArgumentException when the delta removes what is not there; nothing is changed
   */
  public ProofResult proveDelta(StandingProof proof, ProofDelta delta) {
    return proof.prove(delta);
  }

  static ImmutableList<Exemption> live(EdgePolicy policy, Instant instant) {
    return policy.exemptions().stream()
        .filter(exemption -> exemption.isLiveAt(instant))
        .collect(toImmutableList());
  }

  static ProofResult gaveUp(TooComplexException e) {
    return ProofResult.notProven("not proven: too complex, " + e.getMessage());
  }
}
