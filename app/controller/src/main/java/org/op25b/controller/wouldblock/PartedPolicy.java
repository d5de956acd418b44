package org.op25b.controller.wouldblock;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import java.util.HashSet;
import java.util.Set;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;

/**
 * A policy in which parts of monitored pools are pools of their own, so that their rules count
 * apart. It decides every packet as before: a part differs from its pool by its name alone, and the
 * longest prefix decides which pool an address is in.
 */
final class PartedPolicy {
  private PartedPolicy() {}

  /** Makes pools of {@code parts}, by pool; what is no part of a monitored pool is left out. */
  static Policy of(Policy policy, ImmutableSetMultimap<String, IpPrefix> parts) {
    if (policy.pools().stream().noneMatch(pool -> isParted(pool, parts))) {
      return policy;
    }
    Set<IpPrefix> taken = new HashSet<>();
    policy.pools().forEach(pool -> taken.addAll(pool.prefixes()));
    ImmutableList.Builder<Pool> pools = ImmutableList.builder();
    for (Pool pool : policy.pools()) {
      if (isParted(pool, parts)) {
        addParts(pool, parts.get(pool.name()), taken, pools);
      } else {
        pools.add(pool);
      }
    }
    return policy.toBuilder().setPools(pools.build()).build();
  }

  private static boolean isParted(Pool pool, ImmutableSetMultimap<String, IpPrefix> parts) {
    return pool.phase() == Phase.MONITOR && parts.containsKey(pool.name());
  }

  private static void addParts(
      Pool pool,
      ImmutableSet<IpPrefix> parts,
      Set<IpPrefix> taken,
      ImmutableList.Builder<Pool> pools) {
    pools.add(
        pool.toBuilder()
            .setPrefixes(
                pool.prefixes().stream()
                    .filter(prefix -> !parts.contains(prefix))
                    .collect(toImmutableList()))
            .build());
    for (IpPrefix part : parts) {
      boolean own = pool.prefixes().contains(part);
      boolean inside = pool.prefixes().stream().anyMatch(prefix -> prefix.contains(part));
      // A part that is another pool, nested in this one, is that pool.
      if (own || (inside && !taken.contains(part))) {
        pools.add(
            pool.toBuilder()
                .setName(PoolPart.of(pool.name(), part).name())
                .setPrefixes(part)
                .build());
      }
    }
  }
}
