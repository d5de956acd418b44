package org.op25b.policy;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.auto.value.AutoValue;
import org.onlab.packet.IpAddress;

/**
 * What a switch can see of a TCP packet. A port of {@link #UNSEEN} stands for a port that the
 * switch cannot see because the packet is a fragment.
 */
@AutoValue
public abstract class TcpPacket {
  /** The only port that this product is about: SMTP between servers (RFC 5321). */
  public static final int SMTP = 25;

  /** The port of a fragment; no honest connection uses port 0 (RFC 6335, reserved). */
  public static final int UNSEEN = 0;

  /** The source address. */
  public abstract IpAddress source();

  /** The destination address, of the same family. */
  public abstract IpAddress destination();

  /** The TCP source port, 0 to 65535. */
  public abstract int sourcePort();

  /** The TCP destination port, 0 to 65535. */
  public abstract int destinationPort();

  // The addresses once more, as numbers: an IpAddress hands out copies of its octets only.

  /** Whether the addresses are of IPv4. */
  public abstract boolean ip4();

  /** The upper half of the source, as {@link AddressBits} has it. */
  public abstract long sourceHigh();

  /** The lower half of the source. */
  public abstract long sourceLow();

  /** The upper half of the destination. */
  public abstract long destinationHigh();

  /** The lower half of the destination. */
  public abstract long destinationLow();

  /** Whether both ports are unseen. */
  public final boolean fragment() {
    return sourcePort() == UNSEEN && destinationPort() == UNSEEN;
  }

  /** Whether the question {@code direction} is asked: its port is 25 or unseen. */
  public final boolean asks(Direction direction) {
    int port = port(direction);
    return port == SMTP || port == UNSEEN;
  }

  /** Whether the port that {@code direction} is about is unseen. */
  public final boolean unseen(Direction direction) {
    return port(direction) == UNSEEN;
  }

  private int port(Direction direction) {
    return direction == Direction.TOWARD_25 ? destinationPort() : sourcePort();
  }

  /**
   * Returns a packet.
   *
   * @throws IllegalArgumentException when the families differ or a port is not in 0..65535
   */
  public static TcpPacket of(
      IpAddress source, int sourcePort, IpAddress destination, int destinationPort) {
    checkArgument(
        source.version() == destination.version(),
        "source %s and destination %s are of different families",
        source,
        destination);
    checkPort(sourcePort);
    checkPort(destinationPort);
    byte[] from = source.toOctets();
    byte[] to = destination.toOctets();
    return new AutoValue_TcpPacket(
        source,
        destination,
        sourcePort,
        destinationPort,
        source.isIp4(),
        AddressBits.high(from),
        AddressBits.low(from),
        AddressBits.high(to),
        AddressBits.low(to));
  }

  /** Returns a fragment, whose ports no switch can see. */
  public static TcpPacket fragmentOf(IpAddress source, IpAddress destination) {
    return of(source, UNSEEN, destination, UNSEEN);
  }

  private static void checkPort(int port) {
    checkArgument(port >= 0 && port <= 65535, "port %s is not in 0..65535", port);
  }

  @Override
  public final String toString() {
    return fragment()
        ? "fragment " + source() + " > " + destination()
        : source() + " port " + sourcePort() + " > " + destination() + " port " + destinationPort();
  }
}
