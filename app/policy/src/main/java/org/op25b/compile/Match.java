package org.op25b.compile;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.onlab.packet.IpPrefix;
import org.op25b.compile.trie.Family;
import org.op25b.compile.trie.Prefix;
import org.op25b.policy.Direction;
import org.op25b.policy.TcpPacket;

/** The packets that a rule is about: two prefixes of one family, and port 25 or unseen. */
public final class Match {
  private static final Match EVERYTHING =
      new Match(Optional.empty(), Prefix.all(Family.IPV4), Prefix.all(Family.IPV4), Port25.ANY);

  private static final ImmutableList<Optional<Family>> FAMILY =
      ImmutableList.of(Optional.of(Family.IPV4), Optional.of(Family.IPV6));

  private final Optional<Family> family;
  private final Prefix source;
  private final Prefix destination;
  private final Port25 port;

  private Match(Optional<Family> family, Prefix source, Prefix destination, Port25 port) {
    this.family = family;
    this.source = source;
    this.destination = destination;
    this.port = port;
  }

  /** Every packet of every protocol. */
  public static Match everything() {
    return EVERYTHING;
  }

  /** Returns a match; a prefix of length 0 asks nothing. */
  public static Match of(Prefix source, Prefix destination, Port25 port) {
    checkArgument(
        source.family() == destination.family(),
        "%s and %s are not of one family",
        source,
        destination);
    return new Match(FAMILY.get(source.family().ordinal()), source, destination, port);
  }

  /**
   * Returns a match as {@code direction} sees it: the customer's side is the source of what goes
   * toward port 25 and the destination of what comes from it.
   */
  static Match of(Direction direction, Prefix inside, Prefix outside, Port25 port) {
    return direction == Direction.TOWARD_25 ? of(inside, outside, port) : of(outside, inside, port);
  }

  /** The family that the packet must be of; absent only for {@link #everything()}. */
  public Optional<Family> family() {
    return family;
  }

  /** The prefix of the source; absent when it does not matter. */
  public Optional<IpPrefix> source() {
    return source.isAll() ? Optional.empty() : Optional.of(source.toIpPrefix());
  }

  /** The prefix of the destination; absent when it does not matter. */
  public Optional<IpPrefix> destination() {
    return destination.isAll() ? Optional.empty() : Optional.of(destination.toIpPrefix());
  }

  /** What is asked of the TCP ports; unless {@link Port25#ANY} the packet must be TCP. */
  public Port25 port() {
    return port;
  }

  /** {@link #source()} as bits, of length 0 when it does not matter. */
  public Prefix sourcePrefix() {
    return source;
  }

  /** {@link #destination()} as bits, of length 0 when it does not matter. */
  public Prefix destinationPrefix() {
    return destination;
  }

  /** Whether {@code packet} is one of these packets. */
  public boolean matches(TcpPacket packet) {
    if (!family.isPresent()) {
      return true;
    }
    return packet.ip4() == (family.get() == Family.IPV4)
        && source.contains(Prefix.of(packet.source().toIpPrefix()))
        && destination.contains(Prefix.of(packet.destination().toIpPrefix()))
        && port.tcpSource().orElse(packet.sourcePort()) == packet.sourcePort()
        && port.tcpDestination().orElse(packet.destinationPort()) == packet.destinationPort();
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Match)) {
      return false;
    }
    Match that = (Match) other;
    return port == that.port
        && source.equals(that.source)
        && destination.equals(that.destination)
        && family.isPresent() == that.family.isPresent();
  }

  @Override
  public int hashCode() {
    return (source.hashCode() * 31 + destination.hashCode()) * 31 + port.ordinal();
  }

  @Override
  public String toString() {
    if (!family.isPresent()) {
      return "everything";
    }
    return (family.get() == Family.IPV4 ? "ipv4" : "ipv6")
        + (source.isAll() ? "" : " src=" + source)
        + (destination.isAll() ? "" : " dst=" + destination)
        + (port.tcpSource().isPresent() ? " tcp_src=" + port.tcpSource().getAsInt() : "")
        + (port.tcpDestination().isPresent() ? " tcp_dst=" + port.tcpDestination().getAsInt() : "");
  }
}
