package org.op25b.compile;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

/**
 * What one family's addresses at the customers' side are told apart by. Numbers of pools and lists
 * keep their meaning when the policy becomes another one: a pool that changed has another number.
 */
final class InsideFamily {
  private final Family family;
  private final InsideContexts contexts = new InsideContexts();

  /** Pools by number, without their prefixes. */
  private final List<Pool> pools = new ArrayList<>();

  private final Map<Pool, Integer> poolNumbers = new HashMap<>();
  private final Map<String, Integer> groupNumbers = new HashMap<>();
  private EdgePolicy policy;

  /** The prefixes of this family that each pool of the policy has, by the pool's number. */
  private Map<Integer, List<Prefix>> prefixesOfPools;

  InsideFamily(EdgePolicy policy, Family family) {
    this.family = family;
    take(policy);
  }

  private void take(EdgePolicy young) {
    policy = young;
    prefixesOfPools = new LinkedHashMap<>();
    for (Pool pool : young.pools()) {
      List<Prefix> prefixes = ours(pool.prefixes());
      if (!prefixes.isEmpty()) {
        prefixesOfPools.computeIfAbsent(number(pool), n -> new ArrayList<>()).addAll(prefixes);
      }
    }
    for (MailServerGroup group : young.mailServerGroups()) {
      groupNumbers.putIfAbsent(group.name(), groupNumbers.size());
    }
  }

  /**
   * Makes {@code target} the policy. Returns the prefixes of which something else is known now than
   * before, with what it is.
   */
  Map<Prefix, Facts> become(EdgePolicy target) {
    Map<Prefix, Facts> before = marks();
    take(target);
    Map<Prefix, Facts> now = marks();
    Map<Prefix, Facts> changed = new LinkedHashMap<>();
    before.keySet().stream()
        .filter(prefix -> !now.containsKey(prefix))
        .forEach(prefix -> changed.put(prefix, Facts.NONE));
    now.forEach(
        (prefix, facts) -> {
          if (!facts.equals(before.get(prefix))) {
            changed.put(prefix, facts);
          }
        });
    return changed;
  }

  private int number(Pool pool) {
    Pool alone = pool.toBuilder().setPrefixes(ImmutableList.of()).build();
    return poolNumbers.computeIfAbsent(
        alone,
        p -> {
          pools.add(p);
          return pools.size() - 1;
        });
  }

  Family family() {
    return family;
  }

  InsideContexts contexts() {
    return contexts;
  }

  /** The pool of a number, without its prefixes. */
  Pool pool(int number) {
    return pools.get(number);
  }

  /** The numbers of the pools that have addresses of this family, in the policy's order. */
  Iterable<Integer> poolNumbers() {
    return prefixesOfPools.keySet();
  }

  /** The prefixes of this family that a pool has. */
  List<Prefix> prefixesOf(int pool) {
    return prefixesOfPools.get(pool);
  }

  int allowList(MailServerGroup group) {
    return 2 * groupNumbers.get(group.name());
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

  /** What pools, mail servers and lists say about their prefixes. */
  private Map<Prefix, Facts> marks() {
    Map<Prefix, Facts> marks = new HashMap<>();
    BiConsumer<List<Prefix>, Facts> mark =
        (prefixes, facts) -> prefixes.forEach(p -> marks.merge(p, facts, Facts::and));
    prefixesOfPools.forEach((pool, prefixes) -> mark.accept(prefixes, Facts.pool(pool)));
    for (MailServerGroup group : policy.mailServerGroups()) {
      mark.accept(ours(group.servers()), Facts.server());
      if (group.inbound().isPresent()) {
        InboundPolicy inbound = group.inbound().get();
        mark.accept(ours(inbound.allow()), Facts.list(allowList(group)));
        mark.accept(ours(inbound.deny()), Facts.list(denyList(group)));
      }
    }
    return marks;
  }

  /** Builds the trie of pools, mail servers, lists and unscoped exemptions. */
  PrefixTrie trie(Iterable<Exemption> live) {
    return trie(live, ImmutableSortedMap.of());
  }

  /** Builds that trie with scoped exemptions, by their numbers, as a part of the contexts. */
  PrefixTrie trie(Iterable<Exemption> live, Map<Integer, Exemption> scoped) {
    Map<Prefix, Facts> marks = marks();
    scoped.forEach((n, x) -> marks.merge(Prefix.of(x.prefix()), Facts.scope(n), Facts::and));
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

  private List<Prefix> ours(List<IpPrefix> prefixes) {
    List<Prefix> ours = new ArrayList<>();
    for (IpPrefix prefix : prefixes) {
      if (Family.of(prefix) == family) {
        ours.add(Prefix.of(prefix));
      }
    }
    return ours;
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
