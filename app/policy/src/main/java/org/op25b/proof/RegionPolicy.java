package org.op25b.proof;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.InboundPolicy;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Pool;

/** The part of a policy that can decide about packets of customers in certain places. */
final class RegionPolicy {
  private RegionPolicy() {}

  /**
   * Returns {@code policy} without its exemptions, without the pools' prefixes that no customer's
   * address lies in, and without the inbound list entries that no such address is on.
   *
   * @param customers conditions on the customer's address, which is the source of a packet toward
   *     port 25 and the destination of one from port 25
   */
  static EdgePolicy of(EdgePolicy policy, Set<Ternary> customers) {
    List<Pool> pools = new ArrayList<>();
    for (Pool pool : policy.pools()) {
      ImmutableList<IpPrefix> prefixes = near(pool.prefixes(), customers);
      if (!prefixes.isEmpty()) {
        pools.add(pool.toBuilder().setPrefixes(prefixes).build());
      }
    }
    List<MailServerGroup> groups = new ArrayList<>();
    for (MailServerGroup group : policy.mailServerGroups()) {
      groups.add(
          group.inbound().isPresent()
              ? group.toBuilder().setInbound(near(group.inbound().get(), customers)).build()
              : group);
    }
    return policy.toBuilder()
        .setPools(pools)
        .setMailServerGroups(groups)
        .setExemptions(ImmutableList.of())
        .build();
  }

  private static InboundPolicy near(InboundPolicy inbound, Set<Ternary> customers) {
    return InboundPolicy.builder()
        .setAllow(near(inbound.allow(), customers))
        .setDeny(near(inbound.deny(), customers))
        .setDenyAction(inbound.denyAction())
        .setDefaultAction(inbound.defaultAction())
        .build();
  }

  private static ImmutableList<IpPrefix> near(
      ImmutableList<IpPrefix> prefixes, Set<Ternary> customers) {
    return prefixes.stream().filter(prefix -> isNear(prefix, customers)).collect(toImmutableList());
  }

  private static boolean isNear(IpPrefix prefix, Set<Ternary> customers) {
    Ternary condition = Ternary.of(prefix);
    return customers.stream()
        .anyMatch(other -> other.width() == condition.width() && other.intersects(condition));
  }
}
