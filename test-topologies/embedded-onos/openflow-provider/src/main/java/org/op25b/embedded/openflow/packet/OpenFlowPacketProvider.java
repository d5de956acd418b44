package org.op25b.embedded.openflow.packet;

import static org.op25b.embedded.openflow.codec.OfValues.device;
import static org.op25b.embedded.openflow.codec.OfValues.dpid;
import static org.op25b.embedded.openflow.codec.OfValues.port;

import java.nio.ByteBuffer;
import org.onosproject.net.ConnectPoint;
import org.onosproject.net.PortNumber;
import org.onosproject.net.packet.DefaultInboundPacket;
import org.onosproject.net.packet.DefaultOutboundPacket;
import org.onosproject.net.packet.DefaultPacketContext;
import org.onosproject.net.packet.InboundPacket;
import org.onosproject.net.packet.OutboundPacket;
import org.onosproject.net.packet.PacketProvider;
import org.onosproject.net.packet.PacketProviderRegistry;
import org.onosproject.net.packet.PacketProviderService;
import org.onosproject.net.provider.AbstractProvider;
import org.onosproject.net.provider.ProviderId;
import org.onosproject.openflow.controller.OpenFlowController;
import org.onosproject.openflow.controller.OpenFlowPacketContext;
import org.onosproject.openflow.controller.OpenFlowSwitch;
import org.onosproject.openflow.controller.PacketListener;
import org.op25b.embedded.openflow.channel.Xids;
import org.op25b.embedded.openflow.codec.ActionEncoder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.projectfloodlight.openflow.types.OFBufferId;
import org.projectfloodlight.openflow.types.OFPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Packets that switches hand to the controller, and packets that the controller sends. */
@Component(immediate = true)
public class OpenFlowPacketProvider extends AbstractProvider
    implements PacketProvider, PacketListener {
  private static final Logger log = LoggerFactory.getLogger(OpenFlowPacketProvider.class);
  private static final int PRIORITY = 20;

  @Reference protected PacketProviderRegistry registry;
  @Reference protected OpenFlowController controller;

  private PacketProviderService service;

  /** Made by the component runtime. */
  public OpenFlowPacketProvider() {
    super(new ProviderId("of", "org.onosproject.provider.openflow"));
  }

  @Activate
  protected void activate() {
    service = registry.register(this);
    controller.addPacketListener(PRIORITY, this);
    log.info("Started");
  }

  @Deactivate
  protected void deactivate() {
    controller.removePacketListener(this);
    registry.unregister(this);
    log.info("Stopped");
  }

  @Override
  public void emit(OutboundPacket packet) {
    OpenFlowSwitch to = controller.getSwitch(dpid(packet.sendThrough()));
    if (to == null || !to.isConnected()) {
      log.warn("No packet is sent through {}: it is not connected", packet.sendThrough());
      return;
    }
    ByteBuffer bytes = packet.data().duplicate();
    bytes.rewind();
    byte[] data = new byte[bytes.remaining()];
    bytes.get(data);
    PortNumber in = packet.inPort();
    to.sendMsg(
        to.factory()
            .buildPacketOut()
            .setXid(Xids.next())
            .setBufferId(OFBufferId.NO_BUFFER)
            .setInPort(in == null ? OFPort.CONTROLLER : port(in))
            .setActions(ActionEncoder.encode(to.factory(), packet.treatment().allInstructions()))
            .setData(data)
            .build());
  }

  @Override
  public void handlePacket(OpenFlowPacketContext context) {
    ConnectPoint from =
        new ConnectPoint(device(context.dpid()), PortNumber.portNumber(context.inPort()));
    InboundPacket in =
        new DefaultInboundPacket(
            from, context.parsed(), ByteBuffer.wrap(context.unparsed()), context.cookie());
    OutboundPacket out =
        new DefaultOutboundPacket(from.deviceId(), null, ByteBuffer.wrap(context.unparsed()));
    service.processPacket(new Context(in, out, context.isHandled()));
  }

  private final class Context extends DefaultPacketContext {
    private Context(InboundPacket in, OutboundPacket out, boolean handled) {
      super(System.currentTimeMillis(), in, out, handled);
    }

    @Override
    public void send() {
      if (!block()) {
        ConnectPoint from = inPacket().receivedFrom();
        emit(
            new DefaultOutboundPacket(
                from.deviceId(), treatmentBuilder().build(), inPacket().unparsed(), from.port()));
      }
    }
  }
}
