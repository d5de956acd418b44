package org.op25b.compile;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.op25b.compile.trie.Requirement;
import org.op25b.policy.BlockStyle;
import org.op25b.policy.Direction;
import org.op25b.policy.InboundPolicy;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Phase;
import org.op25b.policy.Pool;

/**
 * What must happen between a customer-side address of which some facts are known and an address of
 * some class at the far side: docs/design/decision-semantics.md, one direction, without scopes.
 */
final class Verdicts {
  private static final Requirement PASS = Requirement.of(Values.PASS, Values.PASS);

  private final InsideFamily inside;
  private final Direction direction;
  private final Values values;

  Verdicts(InsideFamily inside, Direction direction, Values values) {
    this.inside = inside;
    this.direction = direction;
    this.values = values;
  }

  Values values() {
    return values;
  }

  Requirement of(Facts facts, OutsideClass outside) {
    if (facts.ownServer()) {
      return PASS;
    }
    if (facts.pool() != Facts.NO_POOL) {
      return facts.exempt() ? PASS : inPool(inside.pool(facts.pool()), outside);
    }
    if (direction == Direction.FROM_25 || !outside.inbound().isPresent()) {
      return PASS;
    }
    return inbound(outside.inbound().get(), facts);
  }

  private Requirement inPool(Pool pool, OutsideClass outside) {
    boolean reachable = pool.phase() != Phase.BLOCK_ALL && outside.isReachableFrom(pool);
    if (pool.phase() == Phase.OFF || reachable) {
      return PASS;
    }
    if (direction == Direction.TOWARD_25) {
      int value =
          pool.phase() == Phase.MONITOR
              ? values.count(pool)
              : pool.blockStyle() == BlockStyle.REJECT ? values.reject(pool) : values.drop(pool);
      // Nobody can answer a fragment with a reset: its ports are unknown.
      int fragment = pool.phase() == Phase.MONITOR ? value : values.drop(pool);
      return Requirement.of(value, pool.fragmentGuard() ? fragment : Values.PASS);
    }
    if (!pool.returnPathGuard() || pool.phase() == Phase.MONITOR) {
      return PASS;
    }
    return Requirement.of(
        values.drop(pool), pool.fragmentGuard() ? values.drop(pool) : Values.PASS);
  }

  private Requirement inbound(MailServerGroup group, Facts facts) {
    InboundPolicy policy = group.inbound().get();
    if (facts.lists().contains(inside.allowList(group))) {
      return PASS;
    }
    int value =
        facts.lists().contains(inside.denyList(group))
            ? values.inbound(group, Meter.Part.DENY, policy.denyAction())
            : values.inbound(group, Meter.Part.DEFAULT, policy.defaultAction());
    return Requirement.of(value, Values.PASS);
  }

  /** All that can be required toward {@code outside}, in the policy's order. */
  List<Requirement> possible(OutsideClass outside) {
    List<Requirement> all = new ArrayList<>();
    for (Facts facts : possibleFacts()) {
      all.add(of(facts, outside));
    }
    return all;
  }

  /** All facts that can make a difference, in the policy's order. */
  ImmutableList<Facts> possibleFacts() {
    ImmutableList.Builder<Facts> facts = ImmutableList.builder();
    facts.add(Facts.NONE);
    inside.poolNumbers().forEach(pool -> facts.add(Facts.pool(pool)));
    inside.lists().forEach(list -> facts.add(Facts.list(list)));
    return facts.build();
  }
}
