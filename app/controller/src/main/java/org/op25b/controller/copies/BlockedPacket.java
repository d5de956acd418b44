package org.op25b.controller.copies;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import org.onlab.packet.Ethernet;
import org.onlab.packet.IPv4;
import org.onlab.packet.IPv6;
import org.onlab.packet.IpAddress;
import org.onlab.packet.TCP;
import org.onosproject.net.ConnectPoint;

/** The headers of a blocked packet of which a switch has sent a copy. */
@AutoValue
public abstract class BlockedPacket {
  /** Where the packet came in. */
  public abstract ConnectPoint from();

  /** Who sent it. */
  public abstract IpAddress source();

  /** Whom it was for. */
  public abstract IpAddress destination();

  /** The TCP source port. */
  public abstract int sourcePort();

  /** The TCP destination port. */
  public abstract int destinationPort();

  /** Its Ethernet, IP and TCP headers. */
  public abstract Ethernet frame();

  /** The TCP header. */
  public final TCP tcp() {
    return (TCP) frame().getPayload().getPayload();
  }

  /** Reads the headers; empty when the frame is not TCP over IPv4 or IPv6, or cut too short. */
  public static Optional<BlockedPacket> of(ConnectPoint from, Ethernet frame) {
    if (frame == null || frame.getPayload() == null) {
      return Optional.empty();
    }
    if (!(frame.getPayload().getPayload() instanceof TCP)) {
      return Optional.empty();
    }
    TCP tcp = (TCP) frame.getPayload().getPayload();
    if (frame.getPayload() instanceof IPv4) {
      IPv4 ip = (IPv4) frame.getPayload();
      return Optional.of(
          new AutoValue_BlockedPacket(
              from,
              IpAddress.valueOf(ip.getSourceAddress()),
              IpAddress.valueOf(ip.getDestinationAddress()),
              tcp.getSourcePort(),
              tcp.getDestinationPort(),
              frame));
    }
    if (frame.getPayload() instanceof IPv6) {
      IPv6 ip = (IPv6) frame.getPayload();
      return Optional.of(
          new AutoValue_BlockedPacket(
              from,
              IpAddress.valueOf(IpAddress.Version.INET6, ip.getSourceAddress()),
              IpAddress.valueOf(IpAddress.Version.INET6, ip.getDestinationAddress()),
              tcp.getSourcePort(),
              tcp.getDestinationPort(),
              frame));
    }
    return Optional.empty();
  }
}
