package org.op25b.notice;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;

/** Whom a notice is for: which pools are theirs, and which mail servers are their provider's. */
final class Audience {
  private final ImmutableList<Pool> pools;
  private final ImmutableList<MailServerGroup> groups;
  private final boolean everybody;

  private Audience(
      ImmutableList<Pool> pools, ImmutableList<MailServerGroup> groups, boolean everybody) {
    this.pools = pools;
    this.groups = groups;
    this.everybody = everybody;
  }

  /** The customers of all pools. */
  static Audience everybody(Policy policy) {
    return new Audience(policy.pools(), policy.mailServerGroups(), true);
  }

  /**
   * The customers of one provider on a network of several. Its own mail servers are those that any
   * of its pools may reach; the others are another provider's to them.
   *
   * @throws UnknownTenantException when no pool is the tenant's
   */
  static Audience of(Policy policy, String tenant) {
    ImmutableList<Pool> pools =
        policy.pools().stream()
            .filter(pool -> pool.tenant().equals(Optional.of(tenant)))
            .collect(toImmutableList());
    if (pools.isEmpty()) {
      throw new UnknownTenantException(tenants(policy));
    }
    ImmutableSet<String> own =
        pools.stream().map(Pool::mailServers).flatMap(Collection::stream).collect(toImmutableSet());
    return new Audience(
        pools,
        policy.mailServerGroups().stream()
            .filter(group -> own.contains(group.name()))
            .collect(toImmutableList()),
        false);
  }

  private static ImmutableSortedSet<String> tenants(Policy policy) {
    return policy.pools().stream()
        .flatMap(pool -> pool.tenant().stream())
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  ImmutableList<Pool> pools() {
    return pools;
  }

  /** The groups of mail servers that readers know as their provider's own. */
  ImmutableList<MailServerGroup> groups() {
    return groups;
  }

  /** The provider to name beside a pool; absent where all readers have the same one. */
  Optional<String> providerOf(Pool pool) {
    return everybody ? pool.tenant() : Optional.empty();
  }
}
