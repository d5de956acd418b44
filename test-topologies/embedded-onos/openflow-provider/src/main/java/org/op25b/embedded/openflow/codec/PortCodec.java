package org.op25b.embedded.openflow.codec;

import static org.op25b.embedded.openflow.codec.OfValues.port;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.onosproject.net.AnnotationKeys;
import org.onosproject.net.DefaultAnnotations;
import org.onosproject.net.DeviceId;
import org.onosproject.net.Port;
import org.onosproject.net.PortNumber;
import org.onosproject.net.device.DefaultPortDescription;
import org.onosproject.net.device.DefaultPortStatistics;
import org.onosproject.net.device.PortDescription;
import org.onosproject.net.device.PortStatistics;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFPortConfig;
import org.projectfloodlight.openflow.protocol.OFPortDesc;
import org.projectfloodlight.openflow.protocol.OFPortFeatures;
import org.projectfloodlight.openflow.protocol.OFPortMod;
import org.projectfloodlight.openflow.protocol.OFPortReason;
import org.projectfloodlight.openflow.protocol.OFPortState;
import org.projectfloodlight.openflow.protocol.OFPortStatsEntry;
import org.projectfloodlight.openflow.protocol.OFPortStatsReply;
import org.projectfloodlight.openflow.protocol.OFPortStatus;
import org.projectfloodlight.openflow.protocol.OFVersion;

/** Ports, their state and their counters. */
public final class PortCodec {
  private static final long KILOBITS_PER_MEGABIT = 1000;

  private PortCodec() {}

  /** All ports of a switch, reserved ones included. */
  public static List<PortDescription> decode(Collection<OFPortDesc> ports) {
    List<PortDescription> out = new ArrayList<>();
    ports.forEach(p -> out.add(builder(p).build()));
    return out;
  }

  /** One port after a change; a deleted one is marked as removed. */
  public static PortDescription decode(OFPortStatus status) {
    DefaultPortDescription.Builder port = builder(status.getDesc());
    return status.getReason() == OFPortReason.DELETE
        ? port.isEnabled(false).isRemoved(true).build()
        : port.build();
  }

  /** The counters of all physical ports in all parts of one reply. */
  public static Collection<PortStatistics> decode(DeviceId device, List<OFPortStatsReply> parts) {
    List<PortStatistics> out = new ArrayList<>();
    for (OFPortStatsReply part : parts) {
      for (OFPortStatsEntry entry : part.getEntries()) {
        if (entry.getPortNo().getPortNumber() >= 0) {
          out.add(statistics(device, entry));
        }
      }
    }
    return out;
  }

  /** A request to switch a port on or off. */
  public static OFPortMod encode(OFFactory factory, OFPortDesc port, boolean enabled, long xid) {
    Set<OFPortConfig> config =
        enabled ? EnumSet.noneOf(OFPortConfig.class) : EnumSet.of(OFPortConfig.PORT_DOWN);
    return factory
        .buildPortMod()
        .setXid(xid)
        .setPortNo(port.getPortNo())
        .setHwAddr(port.getHwAddr())
        .setMask(EnumSet.of(OFPortConfig.PORT_DOWN))
        .setConfig(config)
        .build();
  }

  private static DefaultPortDescription.Builder builder(OFPortDesc port) {
    boolean up =
        !port.getState().contains(OFPortState.LINK_DOWN)
            && !port.getConfig().contains(OFPortConfig.PORT_DOWN);
    boolean fiber = hasFeatures(port) && port.getCurr().contains(OFPortFeatures.PF_FIBER);
    return DefaultPortDescription.builder()
        .withPortNumber(number(port))
        .isEnabled(up)
        .type(fiber ? Port.Type.FIBER : Port.Type.COPPER)
        .portSpeed(hasFeatures(port) ? port.getCurrSpeed() / KILOBITS_PER_MEGABIT : 0)
        .annotations(
            DefaultAnnotations.builder()
                .set(AnnotationKeys.PORT_NAME, port.getName())
                .set(AnnotationKeys.PORT_MAC, port.getHwAddr().toString())
                .build());
  }

  /** Reserved ports keep the name that ONOS has for them. */
  private static PortNumber number(OFPortDesc port) {
    PortNumber number = port(port.getPortNo());
    return number.isLogical() ? number : PortNumber.portNumber(number.toLong(), port.getName());
  }

  /** Later versions of OpenFlow carry them as properties. */
  private static boolean hasFeatures(OFPortDesc port) {
    return port.getVersion().getWireVersion() <= OFVersion.OF_13.getWireVersion();
  }

  private static PortStatistics statistics(DeviceId device, OFPortStatsEntry entry) {
    return DefaultPortStatistics.builder()
        .setDeviceId(device)
        .setPort(port(entry.getPortNo()))
        .setPacketsReceived(entry.getRxPackets().getValue())
        .setPacketsSent(entry.getTxPackets().getValue())
        .setBytesReceived(entry.getRxBytes().getValue())
        .setBytesSent(entry.getTxBytes().getValue())
        .setPacketsRxDropped(entry.getRxDropped().getValue())
        .setPacketsTxDropped(entry.getTxDropped().getValue())
        .setPacketsRxErrors(entry.getRxErrors().getValue())
        .setPacketsTxErrors(entry.getTxErrors().getValue())
        .setDurationSec(entry.getDurationSec())
        .setDurationNano(entry.getDurationNsec())
        .build();
  }
}
