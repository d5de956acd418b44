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

/**
 * The part of a policy that concerns one edge switch, or all of them. Kept, it follows a policy
 * whose exemptions change at the cost of what has changed. Not safe for threads.
 */
final class EdgeRestriction {
  private final Policy origin;
  private final Selection<Exemption> exemptions;
  private EdgePolicy restricted;

  private EdgeRestriction(Policy origin, EdgePolicy.Builder frame, PrefixIndex covered) {
    this.origin = origin;
    this.exemptions = new Selection<>(exemption -> covered.overlaps(exemption.prefix()));
    this.restricted = frame.setExemptions(exemptions.of(origin.exemptions())).build();
  }

  static EdgeRestriction to(Policy policy, EdgeSwitch edge) {
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
    EdgePolicy.Builder frame =
        EdgePolicy.builder()
            .setEdge(Optional.of(edge))
            .setPools(pools.build())
            .setElsewhere(elsewhere.build())
            .setMailServerGroups(groups(policy, edge.border()));
    return new EdgeRestriction(policy, frame, covered);
  }

  static EdgeRestriction toNothing(Policy policy) {
    PrefixIndex covered =
        PrefixIndex.of(
            policy.pools().stream()
                .flatMap(pool -> pool.prefixes().stream())
                .collect(toImmutableList()));
    EdgePolicy.Builder frame =
        EdgePolicy.builder()
            .setEdge(Optional.empty())
            .setPools(policy.pools())
            .setElsewhere(ImmutableSet.of())
            .setMailServerGroups(
                groups(policy, policy.edges().stream().anyMatch(EdgeSwitch::border)));
    return new EdgeRestriction(policy, frame, covered);
  }

  /** What the switch is asked by the policy that this was last given. */
  EdgePolicy restricted() {
    return restricted;
  }

  /** Whether {@code policy} differs in no more than exemptions. */
  boolean fits(Policy policy) {
    return policy.pools().equals(origin.pools())
        && policy.mailServerGroups().equals(origin.mailServerGroups())
        && policy.edges().equals(origin.edges());
  }

  /**
   * Returns what the switch is asked by {@code policy}, which {@link #fits}; the same object as
   * before when that is the same.
   */
  @SuppressWarnings("ReferenceEquality") // A selection that stays the same is the same object.
  EdgePolicy follow(Policy policy) {
    ImmutableList<Exemption> now = exemptions.of(policy.exemptions());
    if (now != restricted.exemptions()) {
      restricted = restricted.toBuilder().setExemptions(now).build();
    }
    return restricted;
  }

  private static ImmutableList<MailServerGroup> groups(Policy policy, boolean border) {
    return border
        ? policy.mailServerGroups()
        : policy.mailServerGroups().stream()
            .map(group -> group.toBuilder().setInbound(Optional.empty()).build())
            .collect(toImmutableList());
  }
}
