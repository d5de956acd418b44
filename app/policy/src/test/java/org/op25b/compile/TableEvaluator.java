package org.op25b.compile;

import java.util.Optional;
import org.op25b.policy.TcpPacket;
import org.op25b.policy.Verdict;

/** A switch in memory: what a rule table does to a packet. */
final class TableEvaluator {
  /** What became of a packet. */
  static final class Outcome {
    Verdict verdict = Verdict.PASS;
    boolean counted;
    Optional<Meter> meter = Optional.empty();
    boolean outputByRule;
  }

  private final RuleTable table;

  TableEvaluator(RuleTable table) {
    this.table = table;
  }

  Outcome evaluate(TcpPacket packet) {
    Outcome outcome = new Outcome();
    int at = 0;
    while (true) {
      Optional<Rule> rule = winner(at, packet);
      if (!rule.isPresent()) {
        return outcome;
      }
      Action action = rule.get().action();
      switch (action.kind()) {
        case DROP:
        case REJECT:
          outcome.verdict = Verdict.BLOCK;
          return outcome;
        case COUNT:
          outcome.counted = true;
          break;
        case METER:
          outcome.verdict = Verdict.RATE_LIMIT;
          outcome.meter = action.meter();
          break;
        case PASS:
        case GATE:
          break;
      }
      if (!action.nextTable().isPresent()) {
        outcome.outputByRule = true;
        return outcome;
      }
      if (action.nextTable().getAsInt() <= at) {
        throw new AssertionError("a switch refuses to go back: " + rule);
      }
      at = action.nextTable().getAsInt();
    }
  }

  /** The rule that acts; two different ones of one priority are an error unless they agree. */
  Optional<Rule> winner(int at, TcpPacket packet) {
    Rule best = null;
    for (Rule rule : table.rules()) {
      if (rule.table() == at && rule.match().matches(packet)) {
        if (best == null || rule.priority() > best.priority()) {
          best = rule;
        } else if (rule.priority() == best.priority() && !rule.action().equals(best.action())) {
          throw new AssertionError("undefined order: " + best + " and " + rule);
        }
      }
    }
    return Optional.ofNullable(best);
  }
}
