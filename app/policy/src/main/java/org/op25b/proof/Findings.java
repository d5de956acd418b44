package org.op25b.proof;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.op25b.policy.Decider;
import org.op25b.policy.Decision;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Strategy;

/**
 * Turns sets of packets for which switch and policy differ into packets that show it. Each packet
 * is followed through the tables once more, rule by rule, and asked of the decision function: the
 * sets, the evaluator and the decision function must agree, or nothing is claimed.
 */
final class Findings {
  private static final int MAX_EXAMINED_RULES = 1_000;

  private final TableEvaluator evaluator;
  private final ImmutableList<SwitchRule> foreign;
  private final EdgePolicy policy;
  private final Instant instant;
  private final List<Counterexample> counterexamples = new ArrayList<>();
  private final List<Counterexample> interference = new ArrayList<>();
  private Optional<String> disagreement = Optional.empty();
  private Optional<Decider> decider = Optional.empty();

  Findings(EdgePolicy policy, Instant instant, SwitchTable table, Strategy strategy) {
    this.evaluator = new TableEvaluator(table, strategy);
    this.foreign =
        table.rules().stream()
            .filter(rule -> !rule.ours() && rule.table() < new Pipeline(strategy).tables)
            .sorted(
                Comparator.comparingInt(SwitchRule::table)
                    .thenComparing(SwitchRule::priority, Comparator.reverseOrder()))
            .limit(MAX_EXAMINED_RULES)
            .collect(toImmutableList());
    this.policy = policy;
    this.instant = instant;
  }

  void add(Comparison comparison) {
    for (Map.Entry<Difference, Integer> difference : comparison.differences().entrySet()) {
      if (difference.getKey() == Difference.FOREIGN) {
        addInterference(comparison, difference.getValue());
      } else {
        counterexamples.add(show(difference.getKey(), comparison.sample(difference.getValue())));
      }
    }
  }

  /** One packet for each foreign rule, because each belongs to someone who must be told. */
  private void addInterference(Comparison comparison, int packets) {
    Diagram diagram = comparison.space.diagram;
    interference.add(show(Difference.FOREIGN, comparison.sample(packets)));
    int shown = 1;
    int left = packets;
    for (SwitchRule rule : foreign) {
      Optional<Map<Field, Ternary>> box = comparison.space.universe.restrict(rule.match());
      if (!box.isPresent() || left == Diagram.EMPTY || shown == Prover.MAX_INTERFERENCE) {
        continue;
      }
      int covered = comparison.space.union(ImmutableList.of(box.get()));
      int here = diagram.and(left, covered);
      if (here == Diagram.EMPTY) {
        continue;
      }
      Counterexample finding = show(Difference.FOREIGN, comparison.sample(here));
      if (wins(rule, finding)) {
        if (shown == 1 && wins(rule, interference.get(interference.size() - 1))) {
          interference.remove(interference.size() - 1);
          shown--;
        }
        interference.add(finding);
        shown++;
        left = rule.match().opaque() ? left : diagram.minus(left, covered);
      }
    }
  }

  private static boolean wins(SwitchRule rule, Counterexample finding) {
    return finding.traces().stream()
        .flatMap(trace -> trace.hops().stream())
        .anyMatch(hop -> hop.winner().filter(rule::equals).isPresent());
  }

  private Counterexample show(Difference difference, Comparison.Sample sample) {
    ImmutableList<TableTrace> traces = evaluator.trace(sample.packet);
    Optional<Decision> decision =
        sample.packet.tcp().map(packet -> decide().decide(packet, instant));
    Counterexample shown =
        Counterexample.of(difference, sample.packet, sample.expected, decision, traces);
    if (decision.isPresent() && decision.get().verdict() != sample.expected) {
      disagreement =
          Optional.of("the proof and the decision function read the policy differently: " + shown);
    }
    return shown;
  }

  private Decider decide() {
    if (!decider.isPresent()) {
      decider = Optional.of(new Decider(policy));
    }
    return decider.get();
  }

  ProofResult result() {
    return disagreement
        .map(ProofResult::notProven)
        .orElseGet(() -> ProofResult.of(counterexamples, interference));
  }
}
