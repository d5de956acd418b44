package org.op25b.embedded.openflow.codec;

import static org.op25b.embedded.openflow.codec.OfValues.ip4;
import static org.op25b.embedded.openflow.codec.OfValues.ip6;
import static org.op25b.embedded.openflow.codec.OfValues.mac;
import static org.op25b.embedded.openflow.codec.OfValues.port;
import static org.op25b.embedded.openflow.codec.OfValues.transport;

import java.util.List;
import org.onlab.packet.EthType;
import org.onlab.packet.MplsLabel;
import org.onlab.packet.VlanId;
import org.onosproject.core.GroupId;
import org.onosproject.net.flow.TrafficTreatment;
import org.onosproject.net.flow.instructions.Instruction;
import org.onosproject.net.flow.instructions.Instructions;
import org.projectfloodlight.openflow.protocol.action.OFAction;
import org.projectfloodlight.openflow.protocol.action.OFActionGroup;
import org.projectfloodlight.openflow.protocol.action.OFActionOutput;
import org.projectfloodlight.openflow.protocol.action.OFActionPopMpls;
import org.projectfloodlight.openflow.protocol.action.OFActionPushVlan;
import org.projectfloodlight.openflow.protocol.action.OFActionSetField;
import org.projectfloodlight.openflow.protocol.action.OFActionSetQueue;
import org.projectfloodlight.openflow.protocol.oxm.OFOxm;
import org.projectfloodlight.openflow.types.ArpOpcode;
import org.projectfloodlight.openflow.types.IPv4Address;
import org.projectfloodlight.openflow.types.IPv6Address;
import org.projectfloodlight.openflow.types.IPv6FlowLabel;
import org.projectfloodlight.openflow.types.IpDscp;
import org.projectfloodlight.openflow.types.MacAddress;
import org.projectfloodlight.openflow.types.OFBooleanValue;
import org.projectfloodlight.openflow.types.OFVlanVidMatch;
import org.projectfloodlight.openflow.types.TransportPort;
import org.projectfloodlight.openflow.types.U32;
import org.projectfloodlight.openflow.types.U64;
import org.projectfloodlight.openflow.types.VlanPcp;

/** Actions as instructions; what ONOS has no instruction for is described in {@code undecoded}. */
public final class ActionDecoder {
  private ActionDecoder() {}

  /** Adds every action, in order, to the part of the treatment that the builder is in. */
  public static void decode(
      List<OFAction> actions, TrafficTreatment.Builder treatment, List<String> undecoded) {
    for (OFAction action : actions) {
      if (action instanceof OFActionSetQueue) {
        treatment.setQueue(((OFActionSetQueue) action).getQueueId());
        continue;
      }
      Instruction i =
          action instanceof OFActionSetField
              ? setField(((OFActionSetField) action).getField())
              : action(action);
      if (i == null) {
        undecoded.add("action " + action);
      } else {
        treatment.add(i);
      }
    }
  }

  private static Instruction action(OFAction action) {
    switch (action.getType()) {
      case OUTPUT:
        return Instructions.createOutput(port(((OFActionOutput) action).getPort()));
      case GROUP:
        return Instructions.createGroup(
            new GroupId(((OFActionGroup) action).getGroup().getGroupNumber()));
      case PUSH_VLAN:
        return Instructions.pushVlan(type(((OFActionPushVlan) action).getEthertype()));
      case POP_VLAN:
        return Instructions.popVlan();
      case PUSH_MPLS:
        return Instructions.pushMpls();
      case POP_MPLS:
        return Instructions.popMpls(type(((OFActionPopMpls) action).getEthertype()));
      case DEC_MPLS_TTL:
        return Instructions.decMplsTtl();
      case DEC_NW_TTL:
        return Instructions.decNwTtl();
      case COPY_TTL_IN:
        return Instructions.copyTtlIn();
      case COPY_TTL_OUT:
        return Instructions.copyTtlOut();
      default:
        return null;
    }
  }

  private static Instruction setField(OFOxm<?> field) {
    if (field.isMasked()) {
      return null;
    }
    Object value = field.getValue();
    switch (field.getMatchField().id) {
      case ETH_SRC:
        return Instructions.modL2Src(mac((MacAddress) value));
      case ETH_DST:
        return Instructions.modL2Dst(mac((MacAddress) value));
      case VLAN_VID:
        return Instructions.modVlanId(VlanId.vlanId(((OFVlanVidMatch) value).getVlan()));
      case VLAN_PCP:
        return Instructions.modVlanPcp(((VlanPcp) value).getValue());
      case MPLS_LABEL:
        return Instructions.modMplsLabel(MplsLabel.mplsLabel((int) ((U32) value).getValue()));
      case MPLS_BOS:
        return Instructions.modMplsBos(((OFBooleanValue) value).getValue());
      case TUNNEL_ID:
        return Instructions.modTunnelId(((U64) value).getValue());
      case IPV4_SRC:
        return Instructions.modL3Src(ip4((IPv4Address) value));
      case IPV4_DST:
        return Instructions.modL3Dst(ip4((IPv4Address) value));
      case IPV6_SRC:
        return Instructions.modL3IPv6Src(ip6((IPv6Address) value));
      case IPV6_DST:
        return Instructions.modL3IPv6Dst(ip6((IPv6Address) value));
      case IPV6_FLABEL:
        return Instructions.modL3IPv6FlowLabel(((IPv6FlowLabel) value).getIPv6FlowLabelValue());
      case IP_DSCP:
        return Instructions.modIpDscp(((IpDscp) value).getDscpValue());
      case ARP_SPA:
        return Instructions.modArpSpa(ip4((IPv4Address) value));
      case ARP_TPA:
        return Instructions.modArpTpa(ip4((IPv4Address) value));
      case ARP_SHA:
        return Instructions.modArpSha(mac((MacAddress) value));
      case ARP_THA:
        return Instructions.modArpTha(mac((MacAddress) value));
      case ARP_OP:
        return Instructions.modL3ArpOp((short) ((ArpOpcode) value).getOpcode());
      case TCP_SRC:
        return Instructions.modTcpSrc(transport((TransportPort) value));
      case TCP_DST:
        return Instructions.modTcpDst(transport((TransportPort) value));
      case UDP_SRC:
        return Instructions.modUdpSrc(transport((TransportPort) value));
      case UDP_DST:
        return Instructions.modUdpDst(transport((TransportPort) value));
      default:
        return null;
    }
  }

  private static EthType type(org.projectfloodlight.openflow.types.EthType type) {
    return new EthType(type.getValue());
  }
}
