package org.op25b.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.onlab.packet.IpPrefix;
import org.op25b.compile.trie.Family;
import org.op25b.compile.trie.Prefix;
import org.op25b.policy.BlockStyle;
import org.op25b.policy.Direction;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.InboundAction;
import org.op25b.policy.InboundPolicy;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Phase;
import org.op25b.policy.Pool;
import org.op25b.policy.Strategy;
import org.op25b.policy.Verdict;

/**
 * Tells of each rule what in the policy it comes from: whatever asks for the rule's action
 * somewhere in the rule's match. Found from the policy and the rule alone, when asked, so that a
 * table of a million rules carries nothing of it, and a rule whose reasons change stays the same
 * rule. A reason is also named when a rule of higher priority carries it out.
 */
public final class Provenances {
  private final EdgePolicy policy;
  private final Strategy strategy;
  private final TreeMap<Prefix, List<Exemption>> exemptions = new TreeMap<>();

  Provenances(EdgePolicy policy, Iterable<Exemption> live, Strategy strategy) {
    this.policy = policy;
    this.strategy = strategy;
    for (Exemption exemption : live) {
      exemptions
          .computeIfAbsent(Prefix.of(exemption.prefix()), p -> new ArrayList<>())
          .add(exemption);
    }
  }

  /** Returns what {@code rule} comes from; nothing for the last rule of a guard table. */
  public Provenance of(Rule rule) {
    List<String> pools = new ArrayList<>();
    List<String> exempt = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    if (rule.match().family().isPresent()) {
      Direction direction = directionOf(rule);
      boolean toward = direction == Direction.TOWARD_25;
      Match match = rule.match();
      Prefix near = toward ? match.sourcePrefix() : match.destinationPrefix();
      Prefix far = toward ? match.destinationPrefix() : match.sourcePrefix();
      boolean passes = rule.action().kind() == Action.Kind.PASS;
      List<Exemption> reaching = passes ? reaching(near, far) : List.of();
      reaching.forEach(exemption -> exempt.add(exemption.id()));
      for (Pool pool : policy.pools()) {
        if (overlaps(pool.prefixes(), near) && asks(pool, rule.action(), direction)) {
          pools.add(pool.name());
        }
      }
      for (MailServerGroup group : policy.mailServerGroups()) {
        if (asks(group, rule.action(), near, far, direction)) {
          groups.add(group.name());
        }
      }
    }
    return Provenance.of(pools, exempt, groups);
  }

  private Direction directionOf(Rule rule) {
    Port25 port = rule.match().port();
    if (port == Port25.ANY) {
      boolean first = strategy != Strategy.GATE || rule.table() == 0;
      return first ? Direction.TOWARD_25 : Direction.FROM_25;
    }
    return port.tcpDestination().isPresent() ? Direction.TOWARD_25 : Direction.FROM_25;
  }

  /**
   * Exemptions around or inside {@code near} that are for any far end or for some in {@code far}.
   */
  private List<Exemption> reaching(Prefix near, Prefix far) {
    List<Exemption> found = new ArrayList<>();
    for (int length = 0; length < near.length(); length++) {
      add(exemptions.get(near.cut(length)), far, found);
    }
    for (Map.Entry<Prefix, List<Exemption>> inside : exemptions.tailMap(near, true).entrySet()) {
      if (!near.contains(inside.getKey())) {
        break;
      }
      add(inside.getValue(), far, found);
    }
    return found;
  }

  private static void add(List<Exemption> candidates, Prefix far, List<Exemption> found) {
    if (candidates != null) {
      for (Exemption exemption : candidates) {
        boolean reaches =
            exemption.isScoped() ? overlaps(exemption.destinations(), far) : far.isAll();
        if (reaches) {
          found.add(exemption);
        }
      }
    }
  }

  private static boolean asks(Pool pool, Action action, Direction direction) {
    boolean toward = direction == Direction.TOWARD_25;
    boolean own = action.counter().map(pool.name()::equals).orElse(true);
    boolean blocks =
        (pool.phase() == Phase.BLOCK || pool.phase() == Phase.BLOCK_ALL)
            && (toward || pool.returnPathGuard());
    boolean rejects = toward && pool.blockStyle() == BlockStyle.REJECT;
    switch (action.kind()) {
      case DROP:
        // The fragments of a pool that rejects are dropped.
        return own && blocks && (!rejects || pool.fragmentGuard());
      case REJECT:
        return own && blocks && rejects;
      case COUNT:
        return own && toward && pool.phase() == Phase.MONITOR;
      default:
        return false;
    }
  }

  private boolean asks(
      MailServerGroup group, Action action, Prefix near, Prefix far, Direction direction) {
    boolean farIsServer = overlaps(group.servers(), far);
    if (action.kind() == Action.Kind.PASS) {
      boolean named =
          policy.pools().stream()
              .anyMatch(
                  pool ->
                      pool.mailServers().contains(group.name()) && overlaps(pool.prefixes(), near));
      boolean protects = group.inbound().isPresent() && direction == Direction.TOWARD_25;
      boolean reachable = !far.isAll() && farIsServer && (named || protects);
      return reachable || overlaps(group.servers(), near);
    }
    if (!farIsServer || direction == Direction.FROM_25 || !group.inbound().isPresent()) {
      return false;
    }
    if (action.meter().isPresent()) {
      return action.meter().get().mailServerGroup().equals(group.name());
    }
    InboundPolicy inbound = group.inbound().get();
    return action.kind() == Action.Kind.DROP
        && (blocks(inbound.defaultAction())
            || (blocks(inbound.denyAction()) && overlaps(inbound.deny(), near)));
  }

  private static boolean blocks(InboundAction action) {
    return action.verdict() == Verdict.BLOCK;
  }

  private static boolean overlaps(List<IpPrefix> prefixes, Prefix other) {
    for (IpPrefix prefix : prefixes) {
      if (Family.of(prefix) == other.family() && Prefix.of(prefix).overlaps(other)) {
        return true;
      }
    }
    return false;
  }
}
