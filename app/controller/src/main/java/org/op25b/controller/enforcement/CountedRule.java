package org.op25b.controller.enforcement;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import org.onlab.packet.IpPrefix;
import org.op25b.compile.Rule;
import org.op25b.controller.wouldblock.PoolPart;
import org.op25b.policy.Direction;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.MailServerGroup;

/** What the packets are that one rule's counter counts. */
@AutoValue
public abstract class CountedRule {
  /** What became of the packets. */
  public enum Fate {
    /** They were dropped. */
    DROPPED,
    /** They passed; phase {@code block} would have dropped them. */
    WOULD_BLOCK
  }

  /** What became of the packets. */
  public abstract Fate fate();

  /** Which way the packets went. */
  public abstract Direction direction();

  /** The pool of the customers; absent when the rule is about no pool or about several. */
  public abstract Optional<String> pool();

  /** The part of the pool that the rule is about, when its parts are counted apart. */
  public abstract Optional<IpPrefix> part();

  /** The mail servers whose inbound policy drops the packets; absent in a pool's rule. */
  public abstract Optional<String> mailServerGroup();

  /**
   * Returns what {@code rule} counts on a switch with {@code policy}; empty when it only passes.
   */
  static Optional<CountedRule> of(Rule rule, EdgePolicy policy) {
    switch (rule.action().kind()) {
      case DROP:
      case REJECT:
        return Optional.of(of(Fate.DROPPED, rule, policy));
      case COUNT:
        return Optional.of(of(Fate.WOULD_BLOCK, rule, policy));
      default:
        return Optional.empty();
    }
  }

  /** Returns such a description; {@code pool} may name a part of one. */
  public static CountedRule of(
      Fate fate, Direction direction, Optional<String> pool, Optional<String> mailServerGroup) {
    Optional<PoolPart> part = pool.map(PoolPart::named);
    return new AutoValue_CountedRule(
        fate, direction, part.map(PoolPart::pool), part.flatMap(PoolPart::prefix), mailServerGroup);
  }

  private static CountedRule of(Fate fate, Rule rule, EdgePolicy policy) {
    Direction direction =
        rule.match().port().tcpSource().isPresent() ? Direction.FROM_25 : Direction.TOWARD_25;
    Optional<String> group =
        rule.action().counter().isPresent() ? Optional.empty() : protectedGroup(rule, policy);
    return of(fate, direction, rule.action().counter(), group);
  }

  /** The group with an inbound policy whose servers the rule's destination is about. */
  private static Optional<String> protectedGroup(Rule rule, EdgePolicy policy) {
    return rule.match()
        .destination()
        .flatMap(
            destination ->
                policy.mailServerGroups().stream()
                    .filter(group -> group.inbound().isPresent())
                    .filter(
                        group ->
                            group.servers().stream()
                                .anyMatch(
                                    server ->
                                        server.contains(destination)
                                            || destination.contains(server)))
                    .map(MailServerGroup::name)
                    .findFirst());
  }
}
