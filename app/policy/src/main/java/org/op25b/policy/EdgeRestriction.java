package org.op25b.policy;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.onlab.packet.IpPrefix;

/** Finds the part of a policy that concerns one edge switch. */
final class EdgeRestriction {
  private EdgeRestriction() {}

  static EdgePolicy to(Policy policy, EdgeSwitch edge) {
    ImmutableSet.Builder<String> elsewhere = ImmutableSet.builder();
    Set<Pool> here = new HashSet<>();
    List<IpPrefix> prefixesHere = new ArrayList<>();
    for (Pool pool : policy.pools()) {
      if (policy.edgesOf(pool).contains(edge.device())) {
        here.add(pool);
        prefixesHere.addAll(pool.prefixes());
      }
    }
    PrefixIndex covered = PrefixIndex.of(prefixesHere);
    boolean inbound =
        edge.border() && policy.mailServerGroups().stream().anyMatch(g -> g.inbound().isPresent());

    ImmutableList.Builder<Pool> pools = ImmutableList.builder();
    for (Pool pool : policy.pools()) {
      if (here.contains(pool)) {
        pools.add(pool);
        continue;
      }
      ImmutableList<IpPrefix> left =
          pool.prefixes().stream()
              .filter(prefix -> inbound || covered.encloses(prefix))
              .collect(toImmutableList());
      if (!left.isEmpty()) {
        pools.add(pool.toBuilder().setPrefixes(left).setPhase(Phase.OFF).build());
        elsewhere.add(pool.name());
      }
    }
    return EdgePolicy.builder()
        .setEdge(Optional.of(edge))
        .setPools(pools.build())
        .setElsewhere(elsewhere.build())
        .setMailServerGroups(groups(policy, edge.border()))
        .setExemptions(overlapping(policy, covered))
        .build();
  }

  static EdgePolicy toNothing(Policy policy) {
    PrefixIndex covered =
        PrefixIndex.of(
            policy.pools().stream()
                .flatMap(pool -> pool.prefixes().stream())
                .collect(toImmutableList()));
    return EdgePolicy.builder()
        .setEdge(Optional.empty())
        .setPools(policy.pools())
        .setElsewhere(ImmutableSet.of())
        .setMailServerGroups(groups(policy, policy.edges().stream().anyMatch(EdgeSwitch::border)))
        .setExemptions(overlapping(policy, covered))
        .build();
  }

  private static ImmutableList<MailServerGroup> groups(Policy policy, boolean border) {
    return border
        ? policy.mailServerGroups()
        : policy.mailServerGroups().stream()
            .map(group -> group.toBuilder().setInbound(Optional.empty()).build())
            .collect(toImmutableList());
  }

  private static ImmutableList<Exemption> overlapping(Policy policy, PrefixIndex covered) {
    return policy.exemptions().stream()
        .filter(exemption -> covered.overlaps(exemption.prefix()))
        .collect(toImmutableList());
  }
}
