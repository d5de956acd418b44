package org.op25b.compile;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.onlab.packet.IpPrefix;
import org.op25b.compile.trie.Family;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.InboundPolicy;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Pool;
import org.op25b.policy.Strategy;

/** The parts of one family's rules, and all of the policy that they were built from. */
final class EdgeParts {
  private final ImmutableList<Pool> pools;
  private final ImmutableList<MailServerGroup> groups;
  private final ImmutableList<Part> parts;

  private EdgeParts(
      ImmutableList<Pool> pools, ImmutableList<MailServerGroup> groups, ImmutableList<Part> parts) {
    this.pools = pools;
    this.groups = groups;
    this.parts = parts;
  }

  static EdgeParts of(
      EdgePolicy policy,
      Family family,
      Collection<Exemption> live,
      Strategy strategy,
      CompileOptions options) {
    return new EdgeParts(
        pools(policy, family),
        groups(policy, family),
        Parts.of(policy, family, live, strategy, options));
  }

  /** Whether {@code policy} differs for the family in no more than exemptions. */
  boolean isBuiltFrom(EdgePolicy policy, Family family) {
    return pools.equals(pools(policy, family)) && groups.equals(groups(policy, family));
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
