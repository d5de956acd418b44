package org.op25b.policy;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;

/**
 * The specification of docs/design/decision-semantics.md, written down line by line as linear scans
 * over the whole policy. Slow and plain on purpose: other code is measured against it.
 */
public final class ReferenceDecider {
  private final Policy policy;
  private final Optional<EdgeSwitch> edge;

  /** Asks the whole network. */
  public ReferenceDecider(Policy policy) {
    this.policy = policy;
    this.edge = Optional.empty();
  }

  /** Asks one edge switch. */
  public ReferenceDecider(Policy policy, EdgeSwitch edge) {
    this.policy = policy;
    this.edge = Optional.of(edge);
  }

  /** Returns the verdict. */
  public Verdict verdict(TcpPacket packet, Instant now) {
    boolean toward = packet.destinationPort() == 25 || packet.destinationPort() == 0;
    boolean from = packet.sourcePort() == 25 || packet.sourcePort() == 0;
    Verdict towardSays = toward ? toward(packet, now).verdict : Verdict.PASS;
    Verdict fromSays = from ? from(packet, now).verdict : Verdict.PASS;
    return towardSays == Verdict.BLOCK || fromSays == Verdict.BLOCK ? Verdict.BLOCK : towardSays;
  }

  /** An answer to one of the two questions. */
  public static final class Answer {
    /** What happens. */
    public final Verdict verdict;

    /** Which step said so. */
    public final Reason reason;

    /** Whether the phase {@code block} would have blocked. */
    public final boolean wouldBlock;

    Answer(Verdict verdict, Reason reason, boolean wouldBlock) {
      this.verdict = verdict;
      this.reason = reason;
      this.wouldBlock = wouldBlock;
    }
  }

  private static Answer pass(Reason reason) {
    return new Answer(Verdict.PASS, reason, false);
  }

  /** The question toward port 25; asked only when the destination port is 25 or unseen. */
  public Answer toward(TcpPacket packet, Instant now) {
    IpAddress source = packet.source();
    IpAddress destination = packet.destination();
    boolean unseen = packet.destinationPort() == 0;
    if (groupsOf(source).findAny().isPresent()) {
      return pass(Reason.OWN_MTA);
    }
    Optional<Pool> pool = poolOf(source);
    if (pool.isPresent()) {
      return inPool(pool.get(), source, destination, unseen, now, true);
    }
    Optional<InboundPolicy> inbound =
        groupsOf(destination)
            .filter(group -> group.inbound().isPresent())
            .findFirst()
            .flatMap(MailServerGroup::inbound);
    if (!unseen && atBorder() && inbound.isPresent()) {
      InboundPolicy rules = inbound.get();
      if (any(rules.allow(), source)) {
        return pass(Reason.INBOUND_ALLOW);
      }
      boolean denied = any(rules.deny(), source);
      InboundAction action = denied ? rules.denyAction() : rules.defaultAction();
      return new Answer(
          action.verdict(), denied ? Reason.INBOUND_DENY : Reason.INBOUND_DEFAULT, false);
    }
    return pass(Reason.NOT_COVERED);
  }

  /** The question from port 25; asked only when the source port is 25 or unseen. */
  public Answer from(TcpPacket packet, Instant now) {
    IpAddress customer = packet.destination();
    boolean unseen = packet.sourcePort() == 0;
    if (groupsOf(customer).findAny().isPresent()) {
      return pass(Reason.OWN_MTA);
    }
    Optional<Pool> pool = poolOf(customer);
    if (!pool.isPresent()) {
      return pass(Reason.NOT_COVERED);
    }
    return inPool(pool.get(), customer, packet.source(), unseen, now, false);
  }

  private Answer inPool(
      Pool pool, IpAddress customer, IpAddress other, boolean unseen, Instant now, boolean toward) {
    if (edge.isPresent() && !policy.edgesOf(pool).contains(edge.get().device())) {
      return pass(Reason.ELSEWHERE);
    }
    if (!toward && !pool.returnPathGuard()) {
      return pass(Reason.RETURN_PATH_ALLOWED);
    }
    if (unseen && !pool.fragmentGuard()) {
      return pass(Reason.FRAGMENTS_ALLOWED);
    }
    boolean exempt =
        policy.exemptions().stream()
            .anyMatch(
                x ->
                    x.prefix().contains(customer)
                        && (x.destinations().isEmpty() || any(x.destinations(), other))
                        && (!x.notBefore().isPresent() || !now.isBefore(x.notBefore().get()))
                        && (!x.expires().isPresent() || now.isBefore(x.expires().get())));
    boolean reachesMta =
        groupsOf(other).anyMatch(group -> pool.mailServers().contains(group.name()));
    switch (pool.phase()) {
      case OFF:
        return pass(Reason.PHASE_OFF);
      case MONITOR:
        if (!toward) {
          return pass(Reason.MONITOR);
        }
        return exempt ? pass(Reason.EXEMPT) : new Answer(Verdict.PASS, Reason.MONITOR, !reachesMta);
      case BLOCK:
        if (exempt) {
          return pass(Reason.EXEMPT);
        }
        return reachesMta ? pass(Reason.OWN_MTA) : new Answer(Verdict.BLOCK, Reason.POOL, false);
      case BLOCK_ALL:
        return exempt ? pass(Reason.EXEMPT) : new Answer(Verdict.BLOCK, Reason.POOL, false);
    }
    throw new AssertionError(pool.phase());
  }

  private boolean atBorder() {
    return edge.map(EdgeSwitch::border)
        .orElse(policy.edges().stream().anyMatch(EdgeSwitch::border));
  }

  private Stream<MailServerGroup> groupsOf(IpAddress address) {
    return policy.mailServerGroups().stream().filter(group -> any(group.servers(), address));
  }

  private Optional<Pool> poolOf(IpAddress address) {
    Optional<IpPrefix> longest =
        policy.pools().stream()
            .flatMap(pool -> pool.prefixes().stream())
            .filter(prefix -> prefix.contains(address))
            .max(Comparator.comparingInt(IpPrefix::prefixLength));
    return longest.flatMap(
        prefix ->
            policy.pools().stream().filter(pool -> pool.prefixes().contains(prefix)).findFirst());
  }

  private static boolean any(Iterable<IpPrefix> prefixes, IpAddress address) {
    for (IpPrefix prefix : prefixes) {
      if (prefix.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
