package org.op25b.proof;

import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.op25b.policy.Strategy;

/** Rules of any owner, mask and action, and damage to rule tables. */
final class RandomRules {
  private final TinyWorld world;
  private final Random random;
  private final Strategy strategy;

  RandomRules(TinyWorld world, Random random, Strategy strategy) {
    this.world = world;
    this.random = random;
    this.strategy = strategy;
  }

  /** Removes, moves, changes or adds one rule. */
  void damage(List<SwitchRule> rules) {
    int at = rules.isEmpty() ? -1 : random.nextInt(rules.size());
    int kind = at < 0 ? 3 : random.nextInt(6);
    switch (kind) {
      case 0:
        rules.remove(at);
        return;
      case 1:
        SwitchRule moved = rules.get(at);
        rules.set(
            at,
            SwitchRule.of(
                moved.table(),
                priority(),
                moved.match(),
                moved.action(),
                moved.owner(),
                moved.ours(),
                moved.cookie()));
        return;
      case 2:
        SwitchRule changed = rules.get(at);
        rules.set(
            at,
            SwitchRule.of(
                changed.table(),
                changed.priority(),
                changed.match(),
                action(changed.table()),
                changed.owner(),
                changed.ours(),
                changed.cookie()));
        return;
      default:
        rules.add(rule());
    }
  }

  /** Any rule in a table that is ours. */
  SwitchRule rule() {
    int table = strategy == Strategy.GATE ? random.nextInt(2) : 0;
    boolean ours = random.nextBoolean();
    return SwitchRule.of(
        table,
        priority(),
        match(),
        action(table),
        ours ? "org.op25b" : "org.onosproject.fwd",
        ours,
        2);
  }

  private int priority() {
    return new int[] {0, 50, 100, 150, 200, 250}[random.nextInt(6)];
  }

  private RuleAction action(int table) {
    RuleAction action;
    switch (random.nextInt(6)) {
      case 0:
        action = RuleAction.drop();
        break;
      case 1:
        action = RuleAction.forward();
        break;
      case 2:
        action = RuleAction.punt();
        break;
      case 3:
        action =
            RuleAction.of(
                random.nextBoolean() ? OptionalInt.of(table + 1) : OptionalInt.empty(),
                random.nextBoolean(),
                random.nextBoolean());
        break;
      default:
        action = RuleAction.goTo(table + 1 + random.nextInt(2));
        break;
    }
    return random.nextInt(4) == 0 ? action.metered(7 + random.nextInt(3)) : action;
  }

  private RuleMatch match() {
    RuleMatch.Builder match = RuleMatch.builder();
    if (random.nextInt(8) == 0) {
      match.with(Field.IN_PORT, 1 + random.nextInt(2));
    }
    if (random.nextInt(8) == 0) {
      match.with(Field.VLAN, Ternary.masked(13, 0x1000, 0x1000));
    }
    match.opaque(random.nextInt(6) == 0);
    if (random.nextInt(8) == 0) {
      return match.build();
    }
    match.with(Field.ETH_TYPE, world.ip4 ? 0x0800 : 0x86dd);
    if (random.nextInt(4) > 0) {
      match.with(world.ip4 ? Field.IPV4_SRC : Field.IPV6_SRC, world.ternary());
    }
    if (random.nextInt(2) > 0) {
      match.with(world.ip4 ? Field.IPV4_DST : Field.IPV6_DST, world.ternary());
    }
    int protocol = random.nextInt(8);
    if (protocol == 0) {
      match.with(Field.IP_PROTO, 17).with(Field.UDP_DST, 25);
    } else if (protocol > 1) {
      match.with(Field.IP_PROTO, 6);
      if (random.nextInt(3) > 0) {
        match.with(Field.TCP_DST, port());
      }
      if (random.nextInt(3) == 0) {
        match.with(Field.TCP_SRC, port());
      }
    }
    return match.build();
  }

  private Ternary port() {
    int port = TinyWorld.PORTS.get(random.nextInt(TinyWorld.PORTS.size()));
    return random.nextInt(4) > 0
        ? Ternary.exact(16, port)
        : Ternary.masked(16, port, random.nextInt(1 << 16));
  }
}
