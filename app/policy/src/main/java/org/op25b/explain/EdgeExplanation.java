package org.op25b.explain;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.onosproject.net.DeviceId;
import org.op25b.compile.Action;
import org.op25b.compile.Rule;
import org.op25b.policy.Decision;
import org.op25b.policy.Direction;
import org.op25b.policy.Verdict;

/** What one edge switch does with a packet. */
@AutoValue
public abstract class EdgeExplanation {
  /** The edge switch. */
  public abstract DeviceId device();

  /** What the policy says at this switch. */
  public abstract Decision decision();

  /**
   * The rules that the packet meets, one for each guard table that it comes through; empty when no
   * rule matches, which passes with strategy {@code subtract}.
   */
  public abstract ImmutableList<Rule> rules();

  /** The rule that carries out the decision; absent when no rule needs to. */
  public final Optional<Rule> carriedOutBy() {
    if (rules().isEmpty()) {
      return Optional.empty();
    }
    Optional<Rule> stops =
        rules().stream().filter(rule -> verdict(rule.action()) != Verdict.PASS).findFirst();
    if (stops.isPresent()) {
      return stops;
    }
    boolean from = decision().direction().equals(Optional.of(Direction.FROM_25));
    return Optional.of(rules().get(from ? rules().size() - 1 : 0));
  }

  /** What the rules do; equal to the decision's verdict in a table compiled from the policy. */
  public final Verdict verdictOfRules() {
    return carriedOutBy().map(rule -> verdict(rule.action())).orElse(Verdict.PASS);
  }

  private static Verdict verdict(Action action) {
    if (action.drops()) {
      return Verdict.BLOCK;
    }
    return action.kind() == Action.Kind.METER ? Verdict.RATE_LIMIT : Verdict.PASS;
  }

  static EdgeExplanation of(DeviceId device, Decision decision, ImmutableList<Rule> rules) {
    return new AutoValue_EdgeExplanation(device, decision, rules);
  }
}
