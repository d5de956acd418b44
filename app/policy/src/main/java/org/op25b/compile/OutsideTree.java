package org.op25b.compile;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.onlab.packet.IpPrefix;
import org.op25b.compile.trie.Family;
import org.op25b.compile.trie.Prefix;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Pool;

/**
 * The far side's addresses, divided into as few prefixes as tell their classes: a prefix that says
 * what the one around it says is left out, and two halves that say the same are joined.
 */
final class OutsideTree {
  /** A prefix and the class of those of its addresses that no longer region holds. */
  static final class Region {
    final Prefix prefix;
    final OutsideClass here;
    final OutsideClass around;

    /** How many regions are around this one, at least 1 for the far side as a whole. */
    final int depth;

    Region(Prefix prefix, OutsideClass here, OutsideClass around, int depth) {
      this.prefix = prefix;
      this.here = here;
      this.around = around;
      this.depth = depth;
    }
  }

  private final Family family;
  private final ImmutableList<Region> regions;

  private OutsideTree(Family family, ImmutableList<Region> regions) {
    this.family = family;
    this.regions = regions;
  }

  Family family() {
    return family;
  }

  /** The regions, outer ones before inner ones, ascending. */
  ImmutableList<Region> regions() {
    return regions;
  }

  /**
   * Divides the far side.
   *
   * @param scoped scoped exemptions to tell apart too, by their numbers
   * @param meaning what a class means; classes of equal meaning become one
   */
  static OutsideTree of(
      EdgePolicy policy,
      Family family,
      Map<Integer, Exemption> scoped,
      Function<OutsideClass, ?> meaning) {
    Set<String> named = new HashSet<>();
    for (Pool pool : policy.pools()) {
      named.addAll(pool.mailServers());
    }
    TreeMap<Prefix, Set<Integer>> groups = new TreeMap<>();
    TreeMap<Prefix, Set<Integer>> scopes = new TreeMap<>();
    for (int at = 0; at < policy.mailServerGroups().size(); at++) {
      MailServerGroup group = policy.mailServerGroups().get(at);
      if (named.contains(group.name()) || group.inbound().isPresent()) {
        put(groups, family, group.servers(), at);
      }
    }
    scoped.forEach((number, x) -> put(scopes, family, x.destinations(), number));
    Set<Prefix> prefixes = new TreeSet<>(groups.keySet());
    prefixes.addAll(scopes.keySet());

    Map<Object, OutsideClass> canonical = new HashMap<>();
    canonical.put(meaning.apply(OutsideClass.ELSEWHERE), OutsideClass.ELSEWHERE);
    Map<OutsideClass, OutsideClass> known = new HashMap<>();
    TreeMap<Prefix, OutsideClass> classes = new TreeMap<>();
    for (Prefix prefix : prefixes) {
      OutsideClass raw = classOf(policy, named, around(groups, prefix), around(scopes, prefix));
      classes.put(
          prefix,
          known.computeIfAbsent(raw, r -> canonical.computeIfAbsent(meaning.apply(r), same -> r)));
    }
    joinHalves(classes);
    return new OutsideTree(family, regions(classes));
  }

  private static void put(
      Map<Prefix, Set<Integer>> map, Family family, List<IpPrefix> prefixes, int number) {
    for (IpPrefix prefix : prefixes) {
      if (Family.of(prefix) == family) {
        map.computeIfAbsent(Prefix.of(prefix), p -> new TreeSet<>()).add(number);
      }
    }
  }

  /** What the prefix and all prefixes around it carry. */
  private static ImmutableSortedSet<Integer> around(Map<Prefix, Set<Integer>> map, Prefix prefix) {
    ImmutableSortedSet.Builder<Integer> numbers = ImmutableSortedSet.naturalOrder();
    for (int length = 0; length <= prefix.length() && !map.isEmpty(); length++) {
      numbers.addAll(map.getOrDefault(prefix.cut(length), ImmutableSet.of()));
    }
    return numbers.build();
  }

  private static OutsideClass classOf(
      EdgePolicy policy,
      Set<String> named,
      ImmutableSortedSet<Integer> groups,
      ImmutableSortedSet<Integer> scopes) {
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    OutsideClass result = OutsideClass.ELSEWHERE;
    for (int at : groups) {
      MailServerGroup group = policy.mailServerGroups().get(at);
      if (named.contains(group.name())) {
        names.add(group.name());
      }
      // Of several groups with an inbound policy the first in the policy counts.
      if (group.inbound().isPresent() && !result.inbound().isPresent()) {
        result = OutsideClass.of(ImmutableSet.of(), Optional.of(OutsideClass.guard(group)));
      }
    }
    return OutsideClass.of(names.build(), result.inbound()).within(scopes);
  }

  /** Replaces two halves of one class by the whole, from the longest prefixes up. */
  private static void joinHalves(SortedMap<Prefix, OutsideClass> classes) {
    removeRedundant(classes);
    List<Prefix> byLength = new ArrayList<>(classes.keySet());
    byLength.sort(Comparator.comparingInt(Prefix::length).reversed());
    for (int at = 0; at < byLength.size(); at++) {
      Prefix prefix = byLength.get(at);
      while (prefix.length() > 0 && classes.containsKey(prefix)) {
        Prefix whole = prefix.cut(prefix.length() - 1);
        Prefix other = whole.half(1 - prefix.bit(whole.length()));
        OutsideClass here = classes.get(prefix);
        if (!here.equals(classes.get(other))) {
          break;
        }
        classes.remove(prefix);
        classes.remove(other);
        classes.put(whole, here);
        prefix = whole;
      }
    }
    removeRedundant(classes);
  }

  private static void removeRedundant(SortedMap<Prefix, OutsideClass> classes) {
    List<Region> regions = regions(classes);
    for (Region region : regions) {
      if (region.here.equals(region.around)) {
        classes.remove(region.prefix);
      }
    }
  }

  private static ImmutableList<Region> regions(SortedMap<Prefix, OutsideClass> classes) {
    ImmutableList.Builder<Region> regions = ImmutableList.builder();
    List<Region> open = new ArrayList<>();
    for (Map.Entry<Prefix, OutsideClass> entry : classes.entrySet()) {
      while (!open.isEmpty() && !open.get(open.size() - 1).prefix.contains(entry.getKey())) {
        open.remove(open.size() - 1);
      }
      OutsideClass around =
          open.isEmpty() ? OutsideClass.ELSEWHERE : open.get(open.size() - 1).here;
      Region region = new Region(entry.getKey(), entry.getValue(), around, open.size() + 1);
      regions.add(region);
      open.add(region);
    }
    return regions.build();
  }
}
