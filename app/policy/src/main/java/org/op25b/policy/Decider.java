package org.op25b.policy;

import static org.op25b.policy.Direction.FROM_25;
import static org.op25b.policy.Direction.TOWARD_25;

import java.time.Instant;
import java.util.Optional;

/**
 * Answers what happens to a packet, and why, as docs/design/decision-semantics.md specifies. The
 * index is built once; a decision costs a few binary searches. Immutable and safe for threads.
 */
public final class Decider {
  private static final Decision NOT_PORT_25 =
      Decision.of(Verdict.PASS, Reason.NOT_PORT_25, Optional.empty());
  private static final Decision NOT_COVERED_TOWARD =
      Decision.of(Verdict.PASS, Reason.NOT_COVERED, Optional.of(TOWARD_25));
  private static final Decision NOT_COVERED_FROM =
      Decision.of(Verdict.PASS, Reason.NOT_COVERED, Optional.of(FROM_25));

  private final MailServerIndex servers;
  private final PoolIndex pools;
  private final ExemptionIndex exemptions;

  /** Builds the index for {@code policy}. */
  public Decider(EdgePolicy policy) {
    this.servers = new MailServerIndex(policy.mailServerGroups());
    this.pools = new PoolIndex(policy, servers);
    this.exemptions = new ExemptionIndex(policy.exemptions());
  }

  /**
   * Returns what happens to {@code packet} at {@code instant}. When both directions are asked, the
   * one that blocks is reported, toward port 25 first; if none blocks, the one that limits, else
   * the first one that some pool or mail server answered.
   */
  public Decision decide(TcpPacket packet, Instant instant) {
    boolean towardAsked = packet.asks(TOWARD_25);
    boolean fromAsked = packet.asks(FROM_25);
    if (towardAsked && fromAsked) {
      Decision toward = toward(packet, instant);
      if (toward.verdict() == Verdict.BLOCK) {
        return toward;
      }
      Decision from = from(packet, instant);
      return from.verdict() == Verdict.BLOCK || !tells(toward) ? prefer(from, toward) : toward;
    }
    if (towardAsked) {
      return toward(packet, instant);
    }
    return fromAsked ? from(packet, instant) : NOT_PORT_25;
  }

  private static Decision prefer(Decision from, Decision toward) {
    return from.reason() == Reason.NOT_COVERED ? toward : from;
  }

  private static boolean tells(Decision decision) {
    return decision.reason() != Reason.NOT_COVERED && decision.reason() != Reason.ELSEWHERE;
  }

  private Decision toward(TcpPacket packet, Instant instant) {
    boolean ip4 = packet.ip4();
    int sender = servers.find(ip4, packet.sourceHigh(), packet.sourceLow());
    if (sender != PrefixIndex.NONE) {
      return ownMta(TOWARD_25, Optional.empty(), servers.anyGroup(sender));
    }
    int receiver = servers.find(ip4, packet.destinationHigh(), packet.destinationLow());
    PoolIndex.Entry pool = pools.find(ip4, packet.sourceHigh(), packet.sourceLow());
    if (pool != null) {
      return inPool(pool, TOWARD_25, packet, receiver, instant);
    }
    if (receiver != PrefixIndex.NONE && !packet.unseen(TOWARD_25)) {
      MailServerIndex.Inbound inbound = servers.inbound(receiver);
      if (inbound != null) {
        return inbound.decide(ip4, packet.sourceHigh(), packet.sourceLow());
      }
    }
    return NOT_COVERED_TOWARD;
  }

  private Decision from(TcpPacket packet, Instant instant) {
    boolean ip4 = packet.ip4();
    int receiver = servers.find(ip4, packet.destinationHigh(), packet.destinationLow());
    if (receiver != PrefixIndex.NONE) {
      return ownMta(FROM_25, Optional.empty(), servers.anyGroup(receiver));
    }
    PoolIndex.Entry pool = pools.find(ip4, packet.destinationHigh(), packet.destinationLow());
    if (pool == null) {
      return NOT_COVERED_FROM;
    }
    int sender = servers.find(ip4, packet.sourceHigh(), packet.sourceLow());
    return inPool(pool, FROM_25, packet, sender, instant);
  }

  /** What both directions ask of a pool; {@code mta} is the mail server at the other end. */
  private Decision inPool(
      PoolIndex.Entry pool, Direction direction, TcpPacket packet, int mta, Instant instant) {
    if (pool.elsewhere) {
      return pool.answer(Reason.ELSEWHERE, direction);
    }
    if (direction == FROM_25 && !pool.returnPathGuard) {
      return pool.answer(Reason.RETURN_PATH_ALLOWED, direction);
    }
    if (packet.unseen(direction) && !pool.fragmentGuard) {
      return pool.answer(Reason.FRAGMENTS_ALLOWED, direction);
    }
    if (pool.phase == Phase.OFF) {
      return pool.answer(Reason.PHASE_OFF, direction);
    }
    if (pool.phase == Phase.MONITOR && direction == FROM_25) {
      return pool.answer(Reason.MONITOR, direction);
    }
    Exemption exemption = exemptions.find(packet, direction, instant);
    if (exemption != null) {
      return Decision.of(
          Verdict.PASS,
          Reason.EXEMPT,
          Optional.of(direction),
          pool.pool,
          Optional.of(exemption),
          Optional.empty());
    }
    if (pool.phase == Phase.BLOCK_ALL) {
      return pool.blocked(direction);
    }
    Optional<MailServerGroup> reachable = servers.firstOf(mta, pool.groups);
    if (pool.phase == Phase.MONITOR) {
      return Decision.monitored(direction, pool.pool, !reachable.isPresent());
    }
    return reachable.isPresent()
        ? ownMta(direction, pool.pool, reachable)
        : pool.blocked(direction);
  }

  private static Decision ownMta(
      Direction direction, Optional<Pool> pool, Optional<MailServerGroup> group) {
    return Decision.of(
        Verdict.PASS, Reason.OWN_MTA, Optional.of(direction), pool, Optional.empty(), group);
  }
}
