package org.op25b.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.op25b.compile.trie.StateSpace;
import org.op25b.policy.InboundAction;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Pool;

/**
 * Numbers what rules can do, for the tries. The numbers decide between equally good tables, so they
 * come from the policy alone: from its order of pools and groups.
 */
final class Values {
  static final int PASS = StateSpace.PASS;

  private final Next next;
  private final CompileOptions options;
  private final boolean counting;
  private final List<Action> actions = new ArrayList<>();
  private final Map<Action, Integer> numbers = new HashMap<>();

  /**
   * Creates the numbers of one table.
   *
   * @param next where packets go on
   * @param counting whether passing rules can count what would be blocked
   */
  Values(Next next, boolean counting, CompileOptions options) {
    this.options = options;
    this.counting = counting;
    this.next = next;
    actions.add(null);
    number(Action.pass(next));
    number(Action.drop());
    number(Action.reject());
    number(Action.count(next));
  }

  /** Returns numbers for the same rules, before any policy. */
  Values anew() {
    return new Values(next, counting, options);
  }

  boolean numbersAlike(Values other) {
    return actions.equals(other.actions);
  }

  Action action(int value) {
    return actions.get(value);
  }

  boolean drops(int value) {
    return actions.get(value).drops();
  }

  int drop(Pool pool) {
    return forPool(pool, Action.drop());
  }

  int reject(Pool pool) {
    return forPool(pool, Action.reject());
  }

  int count(Pool pool) {
    return counting ? forPool(pool, Action.count(next)) : PASS;
  }

  int inbound(MailServerGroup group, Meter.Part part, InboundAction action) {
    switch (action.verdict()) {
      case PASS:
        return PASS;
      case BLOCK:
        return number(Action.drop());
      case RATE_LIMIT:
        return number(Action.meter(Meter.of(group.name(), part, action.rateLimit().get()), next));
    }
    throw new AssertionError(action.verdict());
  }

  private int forPool(Pool pool, Action action) {
    return number(options.countersPerPool() ? action.countedFor(pool.name()) : action);
  }

  private int number(Action action) {
    Integer known = numbers.get(action);
    if (known == null) {
      known = actions.size();
      actions.add(action);
      numbers.put(action, known);
    }
    return known;
  }
}
