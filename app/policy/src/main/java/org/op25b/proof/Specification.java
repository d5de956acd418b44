package org.op25b.proof;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.InboundAction;
import org.op25b.policy.InboundPolicy;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Phase;
import org.op25b.policy.Pool;
import org.op25b.policy.RateLimit;
import org.op25b.policy.TcpPacket;
import org.op25b.policy.Verdict;

/**
 * The decision semantics as sets of packets: which are blocked and which are limited at an edge
 * switch, for one family. Written from docs/design/decision-semantics.md alone.
 */
final class Specification {
  private final PacketSpace space;
  private final Universe universe;
  private final Diagram diagram;
  private final EdgePolicy policy;
  private final ImmutableList<Exemption> live;
  private final int blocked;
  private final Map<RateLimit, Integer> limited = new LinkedHashMap<>();

  /** Tells {@code space} every condition that the specification of this policy is made of. */
  static void announce(EdgePolicy policy, Iterable<Exemption> live, PacketSpace.Builder space) {
    Universe universe = space.universe();
    if (!universe.isTcp()) {
      return;
    }
    for (int port : new int[] {TcpPacket.SMTP, TcpPacket.UNSEEN}) {
      space.add(universe.sourcePort, port(port)).add(universe.destinationPort, port(port));
    }
    for (Field field : ImmutableList.of(universe.source, universe.destination)) {
      policy.pools().forEach(pool -> announce(pool.prefixes(), field, space));
      for (MailServerGroup group : policy.mailServerGroups()) {
        announce(group.servers(), field, space);
        group.inbound().ifPresent(inbound -> announce(inbound.allow(), field, space));
        group.inbound().ifPresent(inbound -> announce(inbound.deny(), field, space));
      }
      for (Exemption exemption : live) {
        announce(ImmutableList.of(exemption.prefix()), field, space);
        announce(exemption.destinations(), field, space);
      }
    }
  }

  private static void announce(
      Iterable<IpPrefix> prefixes, Field field, PacketSpace.Builder space) {
    for (IpPrefix prefix : prefixes) {
      if (prefix.isIp4() == (field.width() == 32)) {
        space.add(field, Ternary.of(prefix));
      }
    }
  }

  Specification(EdgePolicy policy, ImmutableList<Exemption> live, PacketSpace space) {
    this.space = space;
    this.universe = space.universe;
    this.diagram = space.diagram;
    this.policy = policy;
    this.live = live;
    if (!universe.isTcp()) {
      this.blocked = Diagram.EMPTY;
      return;
    }
    int seen = space.field(universe.destinationPort, port(TcpPacket.SMTP));
    int toward = asked(true);
    int from = asked(false);
    int inbound = diagram.and(seen, inbound());
    this.blocked = diagram.or(diagram.or(toward, from), inbound);
    limited.replaceAll((rate, set) -> diagram.minus(diagram.and(set, seen), blocked));
    limited.values().removeIf(set -> set == Diagram.EMPTY);
  }

  /** The packets that the policy blocks. */
  int blocked() {
    return blocked;
  }

  /** The packets that the policy lets pass up to a rate. */
  Map<RateLimit, Integer> limited() {
    return limited;
  }

  /**
   * Steps 1 and 2 of one question: what customers' pools block. The customer is the source of a
   * packet toward port 25 and the destination of one from port 25.
   */
  private int asked(boolean toward) {
    Field customer = toward ? universe.source : universe.destination;
    Field peer = toward ? universe.destination : universe.source;
    Field port = toward ? universe.destinationPort : universe.sourcePort;
    List<Integer> seen = new ArrayList<>();
    List<Integer> unseen = new ArrayList<>();
    Map<Collection<String>, Integer> reachable = new HashMap<>();
    for (Map.Entry<Pool, Integer> entry : regions(customer).entrySet()) {
      Pool pool = entry.getKey();
      boolean blocks = pool.phase() == Phase.BLOCK || pool.phase() == Phase.BLOCK_ALL;
      if (!blocks || (!toward && !pool.returnPathGuard())) {
        continue;
      }
      int closed = entry.getValue();
      if (pool.phase() == Phase.BLOCK) {
        int open =
            reachable.computeIfAbsent(
                pool.mailServers(), names -> addresses(peer, serversOf(names)));
        closed = diagram.minus(closed, open);
      }
      seen.add(closed);
      if (pool.fragmentGuard()) {
        unseen.add(closed);
      }
    }
    int own = addresses(customer, serversOf(null));
    int free = diagram.or(own, exempt(customer, peer));
    int atPort25 = diagram.minus(diagram.union(seen), free);
    int atUnseen = diagram.minus(diagram.union(unseen), free);
    return diagram.or(
        diagram.and(space.field(port, port(TcpPacket.SMTP)), atPort25),
        diagram.and(space.field(port, port(TcpPacket.UNSEEN)), atUnseen));
  }

  /** The addresses that belong to each pool, its longest prefix deciding. */
  private Map<Pool, Integer> regions(Field customer) {
    Map<Integer, Map<Pool, List<IpPrefix>>> byLength = new TreeMap<>();
    for (Pool pool : policy.pools()) {
      for (IpPrefix prefix : pool.prefixes()) {
        if (isOf(customer, prefix)) {
          byLength
              .computeIfAbsent(-prefix.prefixLength(), l -> new LinkedHashMap<>())
              .computeIfAbsent(pool, p -> new ArrayList<>())
              .add(prefix);
        }
      }
    }
    Map<Pool, Integer> regions = new LinkedHashMap<>();
    int taken = Diagram.EMPTY;
    for (Map<Pool, List<IpPrefix>> level : byLength.values()) {
      int before = taken;
      for (Map.Entry<Pool, List<IpPrefix>> entry : level.entrySet()) {
        int all = addresses(customer, entry.getValue());
        regions.merge(entry.getKey(), diagram.minus(all, before), diagram::or);
        taken = diagram.or(taken, all);
      }
    }
    return regions;
  }

  private int exempt(Field customer, Field peer) {
    List<Map<Field, Ternary>> boxes = new ArrayList<>();
    for (Exemption exemption : live) {
      if (!isOf(customer, exemption.prefix())) {
        continue;
      }
      if (exemption.destinations().isEmpty()) {
        boxes.add(box(customer, exemption.prefix()));
      }
      for (IpPrefix destination : exemption.destinations()) {
        if (isOf(peer, destination)) {
          Map<Field, Ternary> box = new HashMap<>(box(customer, exemption.prefix()));
          box.putAll(box(peer, destination));
          boxes.add(box);
        }
      }
    }
    return space.union(boxes);
  }

  /** Step 3 of the question toward port 25, blocked packets returned and limited ones noted. */
  private int inbound() {
    List<IpPrefix> customers =
        policy.pools().stream()
            .flatMap(pool -> pool.prefixes().stream())
            .collect(toImmutableList());
    int answered =
        diagram.or(
            addresses(universe.source, serversOf(null)), addresses(universe.source, customers));
    int asked = diagram.not(answered);
    int blocks = Diagram.EMPTY;
    for (MailServerGroup group : policy.mailServerGroups()) {
      if (!group.inbound().isPresent()) {
        continue;
      }
      InboundPolicy inbound = group.inbound().get();
      int servers = addresses(universe.destination, group.servers());
      int here = diagram.and(asked, servers);
      asked = diagram.minus(asked, servers);
      int unlisted = diagram.minus(here, addresses(universe.source, inbound.allow()));
      int denied = addresses(universe.source, inbound.deny());
      blocks = act(inbound.denyAction(), diagram.and(unlisted, denied), blocks);
      blocks = act(inbound.defaultAction(), diagram.minus(unlisted, denied), blocks);
    }
    return blocks;
  }

  private int act(InboundAction action, int packets, int blocks) {
    action.rateLimit().ifPresent(rate -> limited.merge(rate, packets, diagram::or));
    return action.verdict() == Verdict.BLOCK ? diagram.or(blocks, packets) : blocks;
  }

  /** The servers of the groups with these names, or of all groups. */
  private List<IpPrefix> serversOf(Collection<String> names) {
    return policy.mailServerGroups().stream()
        .filter(group -> names == null || names.contains(group.name()))
        .flatMap(group -> group.servers().stream())
        .collect(toImmutableList());
  }

  private int addresses(Field field, Collection<IpPrefix> prefixes) {
    return space.field(
        field,
        prefixes.stream()
            .filter(prefix -> isOf(field, prefix))
            .map(Ternary::of)
            .collect(toImmutableList()));
  }

  private static boolean isOf(Field field, IpPrefix prefix) {
    return prefix.isIp4() == (field.width() == 32);
  }

  /** A condition without a mask bit is no condition. */
  private static Map<Field, Ternary> box(Field field, IpPrefix prefix) {
    return prefix.prefixLength() == 0
        ? ImmutableMap.of()
        : ImmutableMap.of(field, Ternary.of(prefix));
  }

  private static Ternary port(int port) {
    return Ternary.exact(Short.SIZE, port);
  }
}
