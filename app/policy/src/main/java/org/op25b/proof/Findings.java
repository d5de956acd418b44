package org.op25b.proof;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
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

  private final Supplier<TableEvaluator> evaluator;
  private final Supplier<ImmutableList<SwitchRule>> foreign;
  private final Supplier<Decider> decider;
  private final Instant instant;
  private final List<Counterexample> counterexamples = new ArrayList<>();
  private final List<Counterexample> interference = new ArrayList<>();
  private Optional<String> disagreement = Optional.empty();

  /** The whole policy and the whole table are only asked for when there is something to show. */
  Findings(
      Supplier<EdgePolicy> policy,
      Instant instant,
      Supplier<SwitchTable> table,
      Strategy strategy) {
    this.evaluator = Suppliers.memoize(() -> new TableEvaluator(table.get(), strategy));
    this.foreign = Suppliers.memoize(() -> foreign(table.get(), new Pipeline(strategy).tables));
    this.decider = Suppliers.memoize(() -> new Decider(policy.get()));
    this.instant = instant;
  }

  private static ImmutableList<SwitchRule> foreign(SwitchTable table, int tables) {
    return table.rules().stream()
        .filter(rule -> !rule.ours() && rule.table() < tables)
        .sorted(
            Comparator.comparingInt(SwitchRule::table)
                .thenComparing(SwitchRule::priority, Comparator.reverseOrder()))
        .limit(MAX_EXAMINED_RULES)
        .collect(toImmutableList());
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
    for (SwitchRule rule : foreign.get()) {
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
    ImmutableList<TableTrace> traces = evaluator.get().trace(sample.packet);
    Optional<Decision> decision =
        sample.packet.tcp().map(packet -> decider.get().decide(packet, instant));
    Counterexample shown =
        Counterexample.of(difference, sample.packet, sample.expected, decision, traces);
    if (decision.isPresent() && decision.get().verdict() != sample.expected) {
      disagreement =
          Optional.of("the proof and the decision function read the policy differently: " + shown);
    }
    return shown;
  }

  ProofResult result() {
    return disagreement
        .map(ProofResult::notProven)
        .orElseGet(() -> ProofResult.of(counterexamples, interference));
  }
}
