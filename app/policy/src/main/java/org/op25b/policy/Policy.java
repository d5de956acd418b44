package org.op25b.policy;

import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.auto.value.AutoValue;
import com.google.auto.value.extension.memoized.Memoized;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import org.onosproject.net.DeviceId;

/**
 * Everything that the provider has decided about port 25. Lookups keep the first of two things of
 * one name; a policy that {@link PolicyValidator} accepts has no such two.
 */
@AutoValue
public abstract class Policy {
  /** The switches at which the policy is enforced. */
  public abstract ImmutableList<EdgeSwitch> edges();

  /** The provider's own mail servers. */
  public abstract ImmutableList<MailServerGroup> mailServerGroups();

  /** The customers' addresses. */
  public abstract ImmutableList<Pool> pools();

  /** The customers who may use port 25. */
  public abstract ImmutableList<Exemption> exemptions();

  /** Returns the edge switch {@code device}. */
  public final Optional<EdgeSwitch> edge(DeviceId device) {
    return Optional.ofNullable(edgesByDevice().get(device));
  }

  /** Returns the mail-server group {@code name}. */
  public final Optional<MailServerGroup> mailServerGroup(String name) {
    return Optional.ofNullable(groupsByName().get(name));
  }

  /** Returns the pool {@code name}. */
  public final Optional<Pool> pool(String name) {
    return Optional.ofNullable(poolsByName().get(name));
  }

  /**
   * Returns the edge switches that {@code pool} stands behind: those it names, or those of its
   * area, or (when it names no edge and no edge switch has its area) all of them. A pool that
   * cannot be placed is blocked everywhere, never nowhere.
   */
  public final ImmutableSet<DeviceId> edgesOf(Pool pool) {
    if (!pool.edges().isEmpty()) {
      return pool.edges();
    }
    ImmutableSet<DeviceId> ofArea =
        edges().stream()
            .filter(edge -> pool.area().isPresent() && edge.area().equals(pool.area()))
            .map(EdgeSwitch::device)
            .collect(toImmutableSet());
    return ofArea.isEmpty() ? edgesByDevice().keySet() : ofArea;
  }

  /**
   * Returns what the switch {@code device} is asked.
   *
   * @throws IllegalArgumentException when the policy has no such edge switch
   */
  public final EdgePolicy at(DeviceId device) {
    return restrictionTo(device).restricted();
  }

  final EdgeRestriction restrictionTo(DeviceId device) {
    return edge(device)
        .map(edge -> EdgeRestriction.to(this, edge))
        .orElseThrow(
            () -> new IllegalArgumentException(device + " is not an edge switch of the policy"));
  }

  /**
   * Returns the policy as one switch would see it that every packet crosses: with at least one edge
   * switch it blocks (or limits) exactly what some edge switch blocks (or limits). Inbound policies
   * take part when some edge switch stands at the border.
   */
  public final EdgePolicy everywhere() {
    return EdgeRestriction.toNothing(this).restricted();
  }

  @Memoized
  ImmutableMap<DeviceId, EdgeSwitch> edgesByDevice() {
    return edges().stream().collect(toImmutableMap(EdgeSwitch::device, e -> e, (a, b) -> a));
  }

  @Memoized
  ImmutableMap<String, MailServerGroup> groupsByName() {
    return mailServerGroups().stream()
        .collect(toImmutableMap(MailServerGroup::name, g -> g, (a, b) -> a));
  }

  @Memoized
  ImmutableMap<String, Pool> poolsByName() {
    return pools().stream().collect(toImmutableMap(Pool::name, p -> p, (a, b) -> a));
  }

  /** Returns a builder for a policy in which everything is empty. */
  public static Builder builder() {
    return new AutoValue_Policy.Builder()
        .setEdges(ImmutableList.of())
        .setMailServerGroups(ImmutableList.of())
        .setPools(ImmutableList.of())
        .setExemptions(ImmutableList.of());
  }

  /** Returns a builder that starts with these values. */
  public abstract Builder toBuilder();

  /** Builds {@link Policy}. */
  @AutoValue.Builder
  public abstract static class Builder {
    /** Sets {@link Policy#edges()}. */
    public abstract Builder setEdges(Iterable<EdgeSwitch> edges);

    /** Sets {@link Policy#edges()}. */
    public abstract Builder setEdges(EdgeSwitch... edges);

    /** Sets {@link Policy#mailServerGroups()}. */
    public abstract Builder setMailServerGroups(Iterable<MailServerGroup> groups);

    /** Sets {@link Policy#mailServerGroups()}. */
    public abstract Builder setMailServerGroups(MailServerGroup... groups);

    /** Sets {@link Policy#pools()}. */
    public abstract Builder setPools(Iterable<Pool> pools);

    /** Sets {@link Policy#pools()}. */
    public abstract Builder setPools(Pool... pools);

    /** Sets {@link Policy#exemptions()}. */
    public abstract Builder setExemptions(Iterable<Exemption> exemptions);

    /** Sets {@link Policy#exemptions()}. */
    public abstract Builder setExemptions(Exemption... exemptions);

    /** Returns the policy. */
    public abstract Policy build();
  }
}
