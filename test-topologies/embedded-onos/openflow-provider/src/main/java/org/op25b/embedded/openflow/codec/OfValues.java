package org.op25b.embedded.openflow.codec;

import org.onlab.packet.Ip4Address;
import org.onlab.packet.Ip4Prefix;
import org.onlab.packet.Ip6Address;
import org.onlab.packet.Ip6Prefix;
import org.onlab.packet.MacAddress;
import org.onlab.packet.TpPort;
import org.onosproject.net.DeviceId;
import org.onosproject.net.PortNumber;
import org.onosproject.openflow.controller.Dpid;
import org.projectfloodlight.openflow.types.IPv4Address;
import org.projectfloodlight.openflow.types.IPv6Address;
import org.projectfloodlight.openflow.types.OFPort;
import org.projectfloodlight.openflow.types.TransportPort;

/** Values that ONOS and OpenFlow both have, in the other's type. */
public final class OfValues {
  private OfValues() {}

  /** The datapath behind a device whose id is {@code of:} and 16 hexadecimal digits. */
  public static Dpid dpid(DeviceId device) {
    return Dpid.dpid(device.uri());
  }

  /** The device id of a datapath. */
  public static DeviceId device(Dpid dpid) {
    return DeviceId.deviceId(Dpid.uri(dpid));
  }

  /** A port, physical or reserved. */
  public static OFPort port(PortNumber port) {
    return OFPort.of((int) port.toLong());
  }

  /** A port; reserved ones (LOCAL, CONTROLLER and so on) are negative, as ONOS has them. */
  public static PortNumber port(OFPort port) {
    return PortNumber.portNumber(port.getPortNumber());
  }

  static org.projectfloodlight.openflow.types.MacAddress mac(MacAddress mac) {
    return org.projectfloodlight.openflow.types.MacAddress.of(mac.toLong());
  }

  static MacAddress mac(org.projectfloodlight.openflow.types.MacAddress mac) {
    return MacAddress.valueOf(mac.getLong());
  }

  static IPv4Address ip4(Ip4Address address) {
    return IPv4Address.of(address.toInt());
  }

  static Ip4Address ip4(IPv4Address address) {
    return Ip4Address.valueOf(address.getInt());
  }

  static Ip4Prefix ip4Prefix(IPv4Address address, int length) {
    return Ip4Prefix.valueOf(address.getInt(), length);
  }

  static IPv6Address ip6(Ip6Address address) {
    return IPv6Address.of(address.toOctets());
  }

  static Ip6Address ip6(IPv6Address address) {
    return Ip6Address.valueOf(address.getBytes());
  }

  static Ip6Prefix ip6Prefix(IPv6Address address, int length) {
    return Ip6Prefix.valueOf(address.getBytes(), length);
  }

  static TransportPort transport(TpPort port) {
    return TransportPort.of(port.toInt());
  }

  static TpPort transport(TransportPort port) {
    return TpPort.tpPort(port.getPort());
  }
}
