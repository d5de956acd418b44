package org.op25b.compile;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.onlab.packet.IpPrefix;
import org.op25b.compile.trie.Family;
import org.op25b.compile.trie.Prefix;
import org.op25b.compile.trie.PrefixTrie;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.InboundPolicy;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Pool;

/** What one family's addresses at the customers' side are told apart by. */
final class InsideFamily {
  private final EdgePolicy policy;
  private final Family family;
  private final InsideContexts contexts = new InsideContexts();
  private final ImmutableList<Integer> poolPositions;
  private final Map<String, Integer> groupPositions = new HashMap<>();

  InsideFamily(EdgePolicy policy, Family family) {
    this.policy = policy;
    this.family = family;
    ImmutableList.Builder<Integer> positions = ImmutableList.builder();
    for (int position = 0; position < policy.pools().size(); position++) {
      if (pool(position).prefixes().stream().anyMatch(p -> Family.of(p) == family)) {
        positions.add(position);
      }
    }
    this.poolPositions = positions.build();
    for (MailServerGroup group : policy.mailServerGroups()) {
      groupPositions.put(group.name(), groupPositions.size());
    }
  }

  Family family() {
    return family;
  }

  InsideContexts contexts() {
    return contexts;
  }

  Pool pool(int position) {
    return policy.pools().get(position);
  }

  /** The pools that have addresses of this family. */
  ImmutableList<Integer> poolPositions() {
    return poolPositions;
  }

  int allowList(MailServerGroup group) {
    return 2 * groupPositions.get(group.name());
  }

  int denyList(MailServerGroup group) {
    return allowList(group) + 1;
  }

  /** The lists of all inbound policies. */
  ImmutableList<Integer> lists() {
    ImmutableList.Builder<Integer> lists = ImmutableList.builder();
    for (MailServerGroup group : policy.mailServerGroups()) {
      if (group.inbound().isPresent()) {
        lists.add(allowList(group), denyList(group));
      }
    }
    return lists.build();
  }

  /** Builds the trie of pools, mail servers, lists and unscoped exemptions. */
  PrefixTrie trie(Iterable<Exemption> live) {
    return trie(live, ImmutableSortedMap.of());
  }

  /** Builds that trie with scoped exemptions, by their numbers, as a part of the contexts. */
  PrefixTrie trie(Iterable<Exemption> live, Map<Integer, Exemption> scoped) {
    Map<Prefix, Facts> marks = new HashMap<>();
    BiConsumer<List<IpPrefix>, Facts> mark =
        (prefixes, facts) -> {
          for (IpPrefix prefix : prefixes) {
            if (Family.of(prefix) == family) {
              marks.merge(Prefix.of(prefix), facts, Facts::and);
            }
          }
        };
    poolPositions.forEach(at -> mark.accept(pool(at).prefixes(), Facts.pool(at)));
    for (MailServerGroup group : policy.mailServerGroups()) {
      mark.accept(group.servers(), Facts.server());
      if (group.inbound().isPresent()) {
        InboundPolicy inbound = group.inbound().get();
        mark.accept(inbound.allow(), Facts.list(allowList(group)));
        mark.accept(inbound.deny(), Facts.list(denyList(group)));
      }
    }
    scoped.forEach((n, x) -> mark.accept(ImmutableList.of(x.prefix()), Facts.scope(n)));
    PrefixTrie trie = new PrefixTrie(family, contexts, 2 * marks.size());
    marks.forEach((prefix, facts) -> trie.mark(prefix, contexts.number(facts)));
    for (Exemption exemption : live) {
      if (isUnscoped(exemption)) {
        trie.exempt(Prefix.of(exemption.prefix()));
      }
    }
    trie.refreshContexts();
    return trie;
  }

  /** Whether the exemption is of this family and reaches every destination. */
  boolean isUnscoped(Exemption exemption) {
    return !exemption.isScoped() && Family.of(exemption.prefix()) == family;
  }

  /** Whether the exemption is of this family and reaches some destinations of it. */
  boolean isScoped(Exemption exemption) {
    return Family.of(exemption.prefix()) == family
        && exemption.destinations().stream().anyMatch(p -> Family.of(p) == family);
  }
}
