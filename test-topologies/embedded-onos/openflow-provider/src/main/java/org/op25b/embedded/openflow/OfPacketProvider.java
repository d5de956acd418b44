package org.op25b.embedded.openflow;

import java.nio.ByteBuffer;
import org.onlab.packet.Ethernet;
import org.onosproject.net.ConnectPoint;
import org.onosproject.net.PortNumber;
import org.onosproject.net.packet.*;
import org.onosproject.net.provider.AbstractProvider;
import org.onosproject.net.provider.ProviderId;
import org.onosproject.openflow.controller.*;
import org.osgi.service.component.annotations.*;
import org.projectfloodlight.openflow.types.OFBufferId;
import org.projectfloodlight.openflow.types.OFPort;

/** Packet-in and packet-out. */
@Component(immediate = true)
public class OfPacketProvider extends AbstractProvider implements PacketProvider, PacketListener {
  @Reference protected PacketProviderRegistry registry;
  @Reference protected OpenFlowController controller;
  private PacketProviderService service;

  public OfPacketProvider() {
    super(new ProviderId("of", "org.onosproject.provider.openflow"));
  }

  @Activate
  protected void activate() {
    service = registry.register(this);
    controller.addPacketListener(20, this);
  }

  @Deactivate
  protected void deactivate() {
    controller.removePacketListener(this);
    registry.unregister(this);
  }

  @Override
  public void emit(OutboundPacket p) {
    OpenFlowSwitch s = controller.getSwitch(OfCodec.dpid(p.sendThrough()));
    if (s != null) {
      byte[] data = new byte[p.data().remaining()];
      p.data().duplicate().get(data);
      s.sendMsg(
          s.factory()
              .buildPacketOut()
              .setBufferId(OFBufferId.NO_BUFFER)
              .setInPort(p.inPort() == null ? OFPort.CONTROLLER : OfCodec.port(p.inPort()))
              .setActions(OfCodec.actions(s.factory(), p.treatment().allInstructions()))
              .setData(data)
              .build());
    }
  }

  @Override
  public void handlePacket(OpenFlowPacketContext ctx) {
    ConnectPoint from =
        new ConnectPoint(OfCodec.device(ctx.dpid()), PortNumber.portNumber(ctx.inPort()));
    Ethernet eth = ctx.parsed();
    InboundPacket in =
        new DefaultInboundPacket(from, eth, ByteBuffer.wrap(ctx.unparsed()), ctx.cookie());
    OutboundPacket out =
        new DefaultOutboundPacket(from.deviceId(), null, ByteBuffer.wrap(ctx.unparsed()));
    service.processPacket(
        new DefaultPacketContext(System.currentTimeMillis(), in, out, ctx.isHandled()) {
          @Override
          public void send() {
            if (block()) {
              return;
            }
            emit(
                new DefaultOutboundPacket(
                    from.deviceId(), treatmentBuilder().build(), in.unparsed(), from.port()));
          }
        });
  }
}
