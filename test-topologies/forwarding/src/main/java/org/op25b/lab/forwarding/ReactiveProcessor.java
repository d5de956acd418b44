package org.op25b.lab.forwarding;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.onlab.packet.Ethernet;
import org.onlab.packet.IPv4;
import org.onlab.packet.IPv6;
import org.onlab.packet.IpAddress;
import org.onosproject.net.flow.DefaultTrafficTreatment;
import org.onosproject.net.flow.TrafficTreatment;
import org.onosproject.net.packet.DefaultOutboundPacket;
import org.onosproject.net.packet.PacketContext;
import org.onosproject.net.packet.PacketProcessor;
import org.onosproject.net.packet.PacketService;

/**
 * Forwards each packet-in with a packet-out along the route of its destination and installs no
 * rule: the naive reactive forwarder whose packet-outs a filter must survive.
 */
final class ReactiveProcessor implements PacketProcessor {
  private final PacketService packets;
  private final Supplier<RoutingTable> table;

  ReactiveProcessor(PacketService packets, Supplier<RoutingTable> table) {
    this.packets = packets;
    this.table = table;
  }

  @Override
  public void process(PacketContext context) {
    if (context.isHandled()) {
      return;
    }
    destination(context.inPacket().parsed())
        .flatMap(to -> table.get().lookup(context.inPacket().receivedFrom().deviceId(), to))
        .ifPresent(route -> forward(context, route));
  }

  private void forward(PacketContext context, Route route) {
    TrafficTreatment output = DefaultTrafficTreatment.builder().setOutput(route.port()).build();
    ByteBuffer frame = context.inPacket().unparsed();
    frame.rewind();
    packets.emit(
        new DefaultOutboundPacket(context.inPacket().receivedFrom().deviceId(), output, frame));
  }

  private static Optional<IpAddress> destination(Ethernet frame) {
    if (frame != null && frame.getPayload() instanceof IPv4) {
      return Optional.of(IpAddress.valueOf(((IPv4) frame.getPayload()).getDestinationAddress()));
    }
    if (frame != null && frame.getPayload() instanceof IPv6) {
      return Optional.of(
          IpAddress.valueOf(
              IpAddress.Version.INET6, ((IPv6) frame.getPayload()).getDestinationAddress()));
    }
    return Optional.empty();
  }
}
