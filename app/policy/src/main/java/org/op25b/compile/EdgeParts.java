package org.op25b.compile;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.onlab.packet.IpPrefix;
import org.op25b.compile.trie.Family;
import org.op25b.compile.trie.Prefix;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.InboundPolicy;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Pool;
import org.op25b.policy.Strategy;

/** The parts of one family's rules, and all of the policy that they were built from. */
final class EdgeParts {
  /** What is known of addresses is remembered; beyond this much and twice as much, forgotten. */
  private static final int SPARE_CONTEXTS = 1_000;

  private final InsideFamily inside;
  private final ImmutableList<Part> parts;
  private final int contexts;
  private ImmutableList<Pool> pools;
  private ImmutableList<MailServerGroup> groups;

  private EdgeParts(EdgePolicy policy, InsideFamily inside, ImmutableList<Part> parts) {
    this.inside = inside;
    this.parts = parts;
    this.contexts = inside.contexts().size();
    remember(policy);
  }

  static EdgeParts of(
      EdgePolicy policy,
      Family family,
      Collection<Exemption> live,
      Strategy strategy,
      CompileOptions options) {
    InsideFamily inside = new InsideFamily(policy, family);
    return new EdgeParts(policy, inside, Parts.of(policy, inside, live, strategy, options));
  }

  private void remember(EdgePolicy policy) {
    this.pools = pools(policy, inside.family());
    this.groups = groups(policy, inside.family());
  }

  /** Whether {@code policy} differs for the family in no more than exemptions. */
  boolean isBuiltFrom(EdgePolicy policy) {
    return pools.equals(pools(policy, inside.family()))
        && groups.equals(groups(policy, inside.family()));
  }

  /** Whether {@link #update} leads to {@code target}; if not, building anew does. */
  boolean canBecome(EdgePolicy target) {
    return inside.contexts().size() <= 2 * contexts + SPARE_CONTEXTS
        && parts.stream().allMatch(part -> part.canBecome(target));
  }

  /** Takes in the pools and mail servers of {@code target}, but not its exemptions. */
  void update(EdgePolicy target, Consumer<Rule> removed, Consumer<Rule> added) {
    remember(target);
    Map<Prefix, Facts> marked = inside.become(target);
    parts.forEach(part -> part.update(target, marked, removed, added));
  }

  long size() {
    return parts.stream().mapToLong(Part::size).sum();
  }

  void rules(Consumer<Rule> sink) {
    parts.forEach(part -> part.rules(sink));
  }

  void change(Exemption exemption, int change, Consumer<Rule> removed, Consumer<Rule> added) {
    parts.forEach(part -> part.change(exemption, change, removed, added));
  }

  private static ImmutableList<Pool> pools(EdgePolicy policy, Family family) {
    List<Pool> result = new ArrayList<>();
    for (Pool pool : policy.pools()) {
      List<IpPrefix> prefixes = only(pool.prefixes(), family);
      if (!prefixes.isEmpty()) {
        result.add(pool.toBuilder().setPrefixes(prefixes).build());
      }
    }
    return ImmutableList.copyOf(result);
  }

  private static ImmutableList<MailServerGroup> groups(EdgePolicy policy, Family family) {
    List<MailServerGroup> result = new ArrayList<>();
    for (MailServerGroup group : policy.mailServerGroups()) {
      List<IpPrefix> servers = only(group.servers(), family);
      if (!servers.isEmpty()) {
        Optional<InboundPolicy> inbound =
            group
                .inbound()
                .map(
                    all ->
                        all.toBuilder()
                            .setAllow(only(all.allow(), family))
                            .setDeny(only(all.deny(), family))
                            .build());
        result.add(group.toBuilder().setServers(servers).setInbound(inbound).build());
      }
    }
    return ImmutableList.copyOf(result);
  }

  private static List<IpPrefix> only(List<IpPrefix> prefixes, Family family) {
    List<IpPrefix> result = new ArrayList<>();
    for (IpPrefix prefix : prefixes) {
      if (Family.of(prefix) == family) {
        result.add(prefix);
      }
    }
    return result;
  }
}
