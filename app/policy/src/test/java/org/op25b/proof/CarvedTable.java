package org.op25b.proof;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.Decider;
import org.op25b.policy.Decision;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.RateLimit;
import org.op25b.policy.Strategy;
import org.op25b.policy.TcpPacket;
import org.op25b.policy.Verdict;

/**
 * The plainest correct rule table for a policy in a {@link TinyWorld}: halve the addresses until
 * the decision is the same for all of a box, then write one rule for the box.
 */
final class CarvedTable {
  static final ImmutableMap<Long, RateLimit> METERS =
      ImmutableMap.of(7L, TinyWorld.LIMIT, 8L, TinyWorld.OTHER_LIMIT);

  private static final int HIGH_PORT = 50000;

  private final TinyWorld world;
  private final Strategy strategy;
  private final List<SwitchRule> rules = new ArrayList<>();
  private final Map<IpPrefix, ImmutableList<IpAddress>> within = new HashMap<>();

  private CarvedTable(TinyWorld world, Strategy strategy) {
    this.world = world;
    this.strategy = strategy;
  }

  static List<SwitchRule> of(TinyWorld world, EdgePolicy policy, Strategy strategy) {
    Decider decider = new Decider(policy);
    CarvedTable table = new CarvedTable(world, strategy);
    for (int port : new int[] {TcpPacket.SMTP, TcpPacket.UNSEEN}) {
      table.carve(
          0,
          strategy == Strategy.OUTPUT ? 100 : 200,
          Field.TCP_DST,
          port,
          (s, d) -> decider.decide(TcpPacket.of(s, HIGH_PORT, d, port), TinyWorld.NOW));
      table.carve(
          strategy == Strategy.GATE ? 1 : 0,
          200,
          Field.TCP_SRC,
          port,
          (s, d) -> decider.decide(TcpPacket.of(s, port, d, HIGH_PORT), TinyWorld.NOW));
    }
    if (strategy == Strategy.GATE) {
      table.rules.add(ours(0, 0, RuleMatch.any(), RuleAction.goTo(1)));
      table.rules.add(ours(1, 0, RuleMatch.any(), RuleAction.goTo(2)));
    } else if (strategy == Strategy.OUTPUT) {
      table.rules.add(ours(0, 0, RuleMatch.any(), RuleAction.forward()));
    }
    return table.rules;
  }

  static SwitchRule ours(int table, int priority, RuleMatch match, RuleAction action) {
    return SwitchRule.of(table, priority, match, action, "org.op25b", true, 1);
  }

  private void carve(
      int table,
      int priority,
      Field portField,
      int port,
      BiFunction<IpAddress, IpAddress, Decision> decide) {
    IpPrefix all = IpPrefix.valueOf(world.address(0), 0);
    carve(all, all, table, priority, portField, port, decide);
  }

  private void carve(
      IpPrefix source,
      IpPrefix destination,
      int table,
      int priority,
      Field portField,
      int port,
      BiFunction<IpAddress, IpAddress, Decision> decide) {
    List<IpAddress> sources = within(source);
    List<IpAddress> destinations = within(destination);
    Decision first = decide.apply(sources.get(0), destinations.get(0));
    boolean halveSource =
        destinations.stream()
            .anyMatch(
                d ->
                    sources.stream()
                        .anyMatch(s -> !same(decide.apply(s, d), decide.apply(sources.get(0), d))));
    boolean uniform =
        !halveSource
            && destinations.stream().allMatch(d -> same(decide.apply(sources.get(0), d), first));
    if (!uniform) {
      for (IpPrefix half : halves(halveSource ? source : destination)) {
        carve(
            halveSource ? half : source,
            halveSource ? destination : half,
            table,
            priority,
            portField,
            port,
            decide);
      }
    } else if (first.verdict() != Verdict.PASS) {
      RuleMatch match =
          RuleMatch.builder()
              .with(Field.ETH_TYPE, world.ip4 ? 0x0800 : 0x86dd)
              .with(Field.IP_PROTO, 6)
              .with(world.ip4 ? Field.IPV4_SRC : Field.IPV6_SRC, Ternary.of(source))
              .with(world.ip4 ? Field.IPV4_DST : Field.IPV6_DST, Ternary.of(destination))
              .with(portField, port)
              .build();
      rules.add(ours(table, priority, match, action(first.rateLimit())));
    }
  }

  private static boolean same(Decision a, Decision b) {
    return a.verdict() == b.verdict() && a.rateLimit().equals(b.rateLimit());
  }

  private RuleAction action(Optional<RateLimit> limit) {
    if (!limit.isPresent()) {
      return RuleAction.drop();
    }
    RuleAction pass = strategy == Strategy.GATE ? RuleAction.goTo(1) : RuleAction.forward();
    return pass.metered(limit.get().equals(TinyWorld.LIMIT) ? 7 : 8);
  }

  /** Addresses of the world that stand for all addresses of a prefix, at least one. */
  private ImmutableList<IpAddress> within(IpPrefix prefix) {
    return within.computeIfAbsent(
        prefix,
        p -> {
          ImmutableList<IpAddress> inside =
              world.addresses().stream().filter(p::contains).collect(toImmutableList());
          return inside.isEmpty() ? ImmutableList.of(p.address()) : inside;
        });
  }

  private static List<IpPrefix> halves(IpPrefix prefix) {
    int length = prefix.prefixLength() + 1;
    byte[] upper = prefix.address().toOctets();
    upper[(length - 1) / 8] |= (byte) (0x80 >> ((length - 1) % 8));
    return List.of(
        IpPrefix.valueOf(prefix.address(), length),
        IpPrefix.valueOf(IpAddress.valueOf(prefix.address().version(), upper), length));
  }
}
