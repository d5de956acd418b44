package org.op25b.controller.reject;

import java.util.Optional;
import org.onlab.packet.Ethernet;
import org.onlab.packet.IPacket;
import org.onlab.packet.IPv4;
import org.onlab.packet.IPv6;
import org.onlab.packet.TCP;
import org.onlab.packet.VlanId;
import org.op25b.controller.copies.BlockedPacket;

/**
 * The answer that ends a connection attempt at once: to a SYN whose port is closed, with no
 * acknowledgement in it, a reset with sequence number 0 that acknowledges all of it (RFC 9293,
 * section 3.5.2, group 1).
 */
final class ResetPacket {
  private static final int FIN = 0x01;
  private static final int SYN = 0x02;
  private static final int RST = 0x04;
  private static final int ACK = 0x10;
  private static final byte HOPS = 64;
  private static final byte WORDS_IN_HEADER = 5;

  private ResetPacket() {}

  /** Returns the answer to a connection attempt; empty when the packet is none. */
  static Optional<Ethernet> answer(BlockedPacket packet) {
    TCP tcp = packet.tcp();
    if ((tcp.getFlags() & (SYN | ACK | RST | FIN)) != SYN) {
      return Optional.empty();
    }
    TCP reset =
        new TCP()
            .setSourcePort(tcp.getDestinationPort())
            .setDestinationPort(tcp.getSourcePort())
            .setSequence(0)
            // A SYN counts one; it may carry data (RFC 7413), whose length counts too.
            .setAcknowledge(tcp.getSequence() + 1 + dataLength(packet))
            .setDataOffset(WORDS_IN_HEADER)
            .setFlags((short) (RST | ACK))
            .setWindowSize((short) 0);
    Ethernet asked = packet.frame();
    Ethernet frame = new Ethernet();
    frame
        .setDestinationMACAddress(asked.getSourceMACAddress())
        .setSourceMACAddress(asked.getDestinationMACAddress())
        .setEtherType(asked.getEtherType());
    if (asked.getVlanID() != VlanId.UNTAGGED) {
      frame.setVlanID(asked.getVlanID()).setPriorityCode(asked.getPriorityCode());
    }
    if (asked.getQinQVID() != VlanId.UNTAGGED) {
      frame.setQinQVID(asked.getQinQVID()).setQinQTPID(asked.getQinQTPID());
      frame.setQinQPriorityCode(asked.getQinQPriorityCode());
    }
    frame.setPayload(ip(packet, reset));
    return Optional.of(frame);
  }

  private static IPacket ip(BlockedPacket packet, TCP reset) {
    if (packet.frame().getPayload() instanceof IPv4) {
      IPv4 asked = (IPv4) packet.frame().getPayload();
      return new IPv4()
          .setSourceAddress(asked.getDestinationAddress())
          .setDestinationAddress(asked.getSourceAddress())
          .setTtl(HOPS)
          .setProtocol(IPv4.PROTOCOL_TCP)
          .setPayload(reset);
    }
    IPv6 asked = (IPv6) packet.frame().getPayload();
    return new IPv6()
        .setSourceAddress(asked.getDestinationAddress())
        .setDestinationAddress(asked.getSourceAddress())
        .setHopLimit(HOPS)
        .setNextHeader(IPv6.PROTOCOL_TCP)
        .setPayload(reset);
  }

  /** What the IP header says, not what a padded frame holds. */
  private static int dataLength(BlockedPacket packet) {
    if (packet.frame().getPayload() instanceof IPv4) {
      IPv4 ip = (IPv4) packet.frame().getPayload();
      int headers = (ip.getHeaderLength() + packet.tcp().getDataOffset()) * 4;
      return Math.max(0, (ip.getTotalLength() & 0xffff) - headers);
    }
    // No frame with an IPv6 and a TCP header is so short that it is padded.
    return packet.tcp().getPayload() == null ? 0 : packet.tcp().getPayload().serialize().length;
  }
}
