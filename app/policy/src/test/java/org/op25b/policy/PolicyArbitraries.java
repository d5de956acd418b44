package org.op25b.policy;

import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.ListArbitrary;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.onosproject.net.DeviceId;

/**
 * Arbitrary valid policies over two tiny universes, 10.0.0.0/26 and 2001:db8::/122 (and prefixes
 * around them, up to /0), so that prefixes nest and collide all the time.
 */
public final class PolicyArbitraries {
  /** An instant at which exemptions with a window may or may not be live. */
  public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static final IpAddress IP4 = IpAddress.valueOf("10.0.0.0");
  private static final IpAddress IP6 = IpAddress.valueOf("2001:db8::");

  private PolicyArbitraries() {}

  /** Returns prefixes of either family in, or around, the universes. */
  public static Arbitrary<IpPrefix> prefixes() {
    return Arbitraries.of(true, false).flatMap(PolicyArbitraries::prefixes);
  }

  /** Returns prefixes of one family. */
  public static Arbitrary<IpPrefix> prefixes(boolean ip4) {
    int bits = ip4 ? 32 : 128;
    Arbitrary<Integer> lengths =
        Arbitraries.frequencyOf(
            Tuple.of(12, Arbitraries.integers().between(bits - 6, bits)),
            Tuple.of(3, Arbitraries.just(bits)),
            Tuple.of(1, Arbitraries.of(0, 1, bits / 4)));
    return Combinators.combine(addresses(ip4), lengths).as(IpPrefix::valueOf);
  }

  /** Returns addresses of one family in its universe. */
  public static Arbitrary<IpAddress> addresses(boolean ip4) {
    return Arbitraries.integers()
        .between(0, 63)
        .map(
            last -> {
              byte[] octets = (ip4 ? IP4 : IP6).toOctets();
              octets[octets.length - 1] = last.byteValue();
              return IpAddress.valueOf(
                  ip4 ? IpAddress.Version.INET : IpAddress.Version.INET6, octets);
            });
  }

  /** Returns instants before, at and after every bound that {@link #exemptions} use. */
  public static Arbitrary<Instant> instants() {
    return Arbitraries.integers().between(-3, 3).map(hours -> NOON.plusSeconds(hours * 1800L));
  }

  /** Returns up to eight exemptions with distinct ids. */
  public static Arbitrary<List<Exemption>> exemptions() {
    return exemption().list().ofMaxSize(8).map(PolicyArbitraries::numbered);
  }

  /** Returns one exemption, named "x". */
  public static Arbitrary<Exemption> exemption() {
    Arbitrary<Optional<Instant>> bounds =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(Optional.<Instant>empty())),
            Tuple.of(1, instants().map(Optional::of)));
    return Arbitraries.of(true, false)
        .flatMap(
            ip4 ->
                Combinators.combine(prefixes(ip4), prefixes(ip4).set().ofMaxSize(2), bounds, bounds)
                    .as(PolicyArbitraries::exemption));
  }

  private static Exemption exemption(
      IpPrefix prefix, Set<IpPrefix> destinations, Optional<Instant> one, Optional<Instant> two) {
    boolean swap = one.isPresent() && two.isPresent() && one.get().isAfter(two.get());
    boolean same = one.isPresent() && one.equals(two);
    return Exemption.builder()
        .setId("x")
        .setCustomer("C-1")
        .setPrefix(prefix)
        .setDestinations(destinations)
        .setNotBefore(swap ? two : one)
        .setExpires(same ? Optional.empty() : swap ? one : two)
        .build();
  }

  private static List<Exemption> numbered(List<Exemption> exemptions) {
    List<Exemption> result = new ArrayList<>();
    for (Exemption exemption : exemptions) {
      result.add(exemption.toBuilder().setId("x" + result.size()).build());
    }
    return result;
  }

  /**
   * Returns up to three mail-server groups "g0", "g1", "g2", of which some have inbound policies.
   */
  public static Arbitrary<List<MailServerGroup>> mailServerGroups() {
    Arbitrary<Set<IpPrefix>> servers = prefixes().set().ofMinSize(1).ofMaxSize(3);
    Arbitrary<MailServerGroup> group =
        Combinators.combine(servers, inboundPolicies().optional(0.4))
            .as(
                (prefixes, inbound) ->
                    MailServerGroup.builder()
                        .setName("g")
                        .setServers(prefixes)
                        .setInbound(inbound)
                        .build());
    return group.list().ofMaxSize(3).map(PolicyArbitraries::compatible);
  }

  /** Names groups and keeps only inbound policies that do not contradict an earlier one. */
  private static List<MailServerGroup> compatible(List<MailServerGroup> groups) {
    List<MailServerGroup> result = new ArrayList<>();
    for (MailServerGroup group : groups) {
      boolean clash =
          result.stream()
              .filter(earlier -> earlier.inbound().isPresent())
              .anyMatch(earlier -> overlap(earlier.servers(), group.servers()));
      result.add(
          group.toBuilder()
              .setName("g" + result.size())
              .setInbound(clash ? Optional.empty() : group.inbound())
              .build());
    }
    return result;
  }

  private static boolean overlap(List<IpPrefix> some, List<IpPrefix> others) {
    return some.stream()
        .anyMatch(a -> others.stream().anyMatch(b -> a.contains(b) || b.contains(a)));
  }

  private static Arbitrary<InboundPolicy> inboundPolicies() {
    Arbitrary<InboundAction> actions =
        Arbitraries.of(
            InboundAction.pass(),
            InboundAction.block(),
            InboundAction.limitTo(RateLimit.of(100, RateLimit.Unit.PACKETS_PER_SECOND)),
            InboundAction.limitTo(RateLimit.of(64, RateLimit.Unit.KBIT_PER_SECOND)));
    Arbitrary<Set<IpPrefix>> list = prefixes().set().ofMaxSize(3);
    return Combinators.combine(list, list, actions, actions)
        .as(
            (allow, deny, denied, other) ->
                InboundPolicy.builder()
                    .setAllow(allow)
                    .setDeny(Sets.difference(deny, allow))
                    .setDenyAction(denied)
                    .setDefaultAction(other)
                    .build());
  }

  /** Returns one to three edge switches "of:1", "of:2", "of:3". */
  public static Arbitrary<List<EdgeSwitch>> edges() {
    Arbitrary<EdgeSwitch> edge =
        Combinators.combine(
                Arbitraries.of("east", "west", ""),
                Arbitraries.of(true, false),
                Arbitraries.of(Strategy.class))
            .as(
                (area, border, strategy) -> {
                  EdgeSwitch.Builder builder =
                      EdgeSwitch.builder()
                          .setDevice(device(1))
                          .setCustomerPorts(1, 2)
                          .setUplinkPorts(10)
                          .setBorder(border)
                          .setStrategy(strategy);
                  return area.isEmpty() ? builder.build() : builder.setArea(area).build();
                });
    return edge.list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(
            list -> {
              List<EdgeSwitch> result = new ArrayList<>();
              for (EdgeSwitch one : list) {
                result.add(one.toBuilder().setDevice(device(result.size() + 1)).build());
              }
              return result;
            });
  }

  /** Returns the device id "of:number". */
  public static DeviceId device(int number) {
    return DeviceId.deviceId("of:" + number);
  }

  /** Returns policies of which every part is arbitrary. */
  public static Arbitrary<Policy> policies() {
    return Combinators.combine(edges(), mailServerGroups(), exemptions())
        .flatAs(
            (edges, groups, exemptions) ->
                pools(edges.size(), groups.size())
                    .map(
                        pools ->
                            Policy.builder()
                                .setEdges(edges)
                                .setMailServerGroups(groups)
                                .setPools(pools)
                                .setExemptions(exemptions)
                                .build()));
  }

  /** Returns up to four pools "p0".. that name some of the given edges and groups. */
  public static Arbitrary<List<Pool>> pools(int edges, int groups) {
    ListArbitrary<Pool> unnamed = pool(edges, groups).list().ofMinSize(1).ofMaxSize(4);
    ListArbitrary<IpPrefix> prefixes = prefixes().list().uniqueElements().ofMinSize(1).ofMaxSize(9);
    return Combinators.combine(unnamed, prefixes).as(PolicyArbitraries::dealOut);
  }

  /** Deals prefixes out to pools, so that no two pools share one; drops pools without any. */
  private static List<Pool> dealOut(List<Pool> pools, List<IpPrefix> prefixes) {
    List<Pool> result = new ArrayList<>();
    for (int i = 0; i < Math.min(pools.size(), prefixes.size()); i++) {
      List<IpPrefix> hand = new ArrayList<>();
      for (int card = i; card < prefixes.size(); card += pools.size()) {
        hand.add(prefixes.get(card));
      }
      result.add(pools.get(i).toBuilder().setName("p" + i).setPrefixes(hand).build());
    }
    return result;
  }

  private static Arbitrary<Pool> pool(int edges, int groups) {
    Arbitrary<Set<Integer>> edgeNumbers =
        Arbitraries.integers().between(1, edges).set().ofMaxSize(edges);
    Arbitrary<Set<Integer>> groupNumbers =
        groups == 0
            ? Arbitraries.just(ImmutableSet.of())
            : Arbitraries.integers().between(0, groups - 1).set().ofMaxSize(groups);
    return Combinators.combine(
            Arbitraries.of("east", "west", ""),
            edgeNumbers,
            groupNumbers,
            Arbitraries.frequency(
                Tuple.of(1, Phase.OFF),
                Tuple.of(1, Phase.MONITOR),
                Tuple.of(4, Phase.BLOCK),
                Tuple.of(2, Phase.BLOCK_ALL)),
            Arbitraries.frequency(Tuple.of(3, true), Tuple.of(1, false)),
            Arbitraries.frequency(Tuple.of(3, true), Tuple.of(1, false)),
            Arbitraries.of(BlockStyle.class))
        .as(
            (area, edgesOf, groupsOf, phase, fragmentGuard, returnPathGuard, style) -> {
              Pool.Builder builder =
                  Pool.builder()
                      .setName("p")
                      .setPrefixes(ImmutableList.of())
                      .setMailServers(groupsOf.stream().map(g -> "g" + g).collect(toImmutableSet()))
                      .setEdges(
                          edgesOf.stream().map(PolicyArbitraries::device).collect(toImmutableSet()))
                      .setPhase(phase)
                      .setFragmentGuard(fragmentGuard)
                      .setReturnPathGuard(returnPathGuard)
                      .setBlockStyle(style);
              return area.isEmpty() ? builder.build() : builder.setArea(area).build();
            });
  }
}
