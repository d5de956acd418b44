package org.op25b.controller.reject;

import java.nio.ByteBuffer;
import org.onlab.packet.Ethernet;
import org.onosproject.net.flow.DefaultTrafficTreatment;
import org.onosproject.net.packet.DefaultOutboundPacket;
import org.onosproject.net.packet.PacketService;
import org.op25b.controller.copies.BlockedPacket;
import org.op25b.controller.copies.CopyService;
import org.op25b.controller.sight.PoolFinder;
import org.op25b.policy.BlockStyle;
import org.op25b.policy.Pool;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Resets blocked connection attempts from pools with {@code blockStyle} reject, as many as the
 * switches' meters let through, out of the port where they came in.
 */
@Component(immediate = true, service = RejectManager.class)
public final class RejectManager {
  @Reference CopyService copyService;
  @Reference PacketService packetService;
  @Reference PoolFinder poolFinder;

  private final CopyService.Listener listener = this::answer;

  @Activate
  void activate() {
    copyService.addListener(listener);
  }

  @Deactivate
  void deactivate() {
    copyService.removeListener(listener);
  }

  private void answer(BlockedPacket packet) {
    if (poolFinder
        .blockedBy(packet)
        .map(Pool::blockStyle)
        .filter(style -> style == BlockStyle.REJECT)
        .isPresent()) {
      ResetPacket.answer(packet).ifPresent(reset -> send(packet, reset));
    }
  }

  private void send(BlockedPacket packet, Ethernet reset) {
    packetService.emit(
        new DefaultOutboundPacket(
            packet.from().deviceId(),
            DefaultTrafficTreatment.builder().setOutput(packet.from().port()).build(),
            ByteBuffer.wrap(reset.serialize())));
  }
}
