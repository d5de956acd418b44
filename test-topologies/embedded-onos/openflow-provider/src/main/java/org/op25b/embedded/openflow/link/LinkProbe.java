package org.op25b.embedded.openflow.link;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.onlab.packet.ChassisId;
import org.onlab.packet.Ethernet;
import org.onlab.packet.MacAddress;
import org.onlab.packet.ONOSLLDP;
import org.onosproject.net.ConnectPoint;
import org.onosproject.net.DeviceId;
import org.onosproject.net.PortNumber;
import org.onosproject.net.link.ProbedLinkProvider;

/** The LLDP frame that tells where it was sent from, in ONOS's own encoding. */
final class LinkProbe {
  private LinkProbe() {}

  /** Returns the frame that is sent out of {@code port}. */
  static ByteBuffer frame(ConnectPoint port, ChassisId chassis) {
    Ethernet frame = new Ethernet();
    frame.setEtherType(Ethernet.TYPE_LLDP);
    frame.setDestinationMACAddress(MacAddress.ONOS_LLDP);
    frame.setSourceMACAddress(ProbedLinkProvider.defaultMac());
    frame.setPad(true);
    frame.setPayload(
        ONOSLLDP.onosLLDP(port.deviceId().toString(), chassis, (int) port.port().toLong()));
    return ByteBuffer.wrap(frame.serialize());
  }

  /** Returns out of which port a frame was sent; empty when it is not such a frame. */
  static Optional<ConnectPoint> sentFrom(Ethernet frame) {
    if (frame.getEtherType() != Ethernet.TYPE_LLDP) {
      return Optional.empty();
    }
    try {
      ONOSLLDP probe = ONOSLLDP.parseONOSLLDP(frame);
      return probe == null
          ? Optional.empty()
          : Optional.of(
              new ConnectPoint(
                  DeviceId.deviceId(probe.getDeviceString()),
                  PortNumber.portNumber(probe.getPort())));
    } catch (RuntimeException e) {
      // A host may send anything under this type; it says nothing about links then.
      return Optional.empty();
    }
  }
}
