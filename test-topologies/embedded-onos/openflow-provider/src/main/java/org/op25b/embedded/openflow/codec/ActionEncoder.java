package org.op25b.embedded.openflow.codec;

import static org.op25b.embedded.openflow.codec.OfValues.ip4;
import static org.op25b.embedded.openflow.codec.OfValues.ip6;
import static org.op25b.embedded.openflow.codec.OfValues.mac;
import static org.op25b.embedded.openflow.codec.OfValues.port;
import static org.op25b.embedded.openflow.codec.OfValues.transport;

import java.util.ArrayList;
import java.util.List;
import org.onlab.packet.EthType;
import org.onosproject.net.PortNumber;
import org.onosproject.net.flow.instructions.Instruction;
import org.onosproject.net.flow.instructions.Instructions.GroupInstruction;
import org.onosproject.net.flow.instructions.Instructions.OutputInstruction;
import org.onosproject.net.flow.instructions.Instructions.SetQueueInstruction;
import org.onosproject.net.flow.instructions.L2ModificationInstruction;
import org.onosproject.net.flow.instructions.L2ModificationInstruction.ModEtherInstruction;
import org.onosproject.net.flow.instructions.L2ModificationInstruction.ModMplsBosInstruction;
import org.onosproject.net.flow.instructions.L2ModificationInstruction.ModMplsHeaderInstruction;
import org.onosproject.net.flow.instructions.L2ModificationInstruction.ModMplsLabelInstruction;
import org.onosproject.net.flow.instructions.L2ModificationInstruction.ModTunnelIdInstruction;
import org.onosproject.net.flow.instructions.L2ModificationInstruction.ModVlanHeaderInstruction;
import org.onosproject.net.flow.instructions.L2ModificationInstruction.ModVlanIdInstruction;
import org.onosproject.net.flow.instructions.L2ModificationInstruction.ModVlanPcpInstruction;
import org.onosproject.net.flow.instructions.L3ModificationInstruction;
import org.onosproject.net.flow.instructions.L3ModificationInstruction.ModArpEthInstruction;
import org.onosproject.net.flow.instructions.L3ModificationInstruction.ModArpIPInstruction;
import org.onosproject.net.flow.instructions.L3ModificationInstruction.ModArpOpInstruction;
import org.onosproject.net.flow.instructions.L3ModificationInstruction.ModDscpInstruction;
import org.onosproject.net.flow.instructions.L3ModificationInstruction.ModIPInstruction;
import org.onosproject.net.flow.instructions.L3ModificationInstruction.ModIPv6FlowLabelInstruction;
import org.onosproject.net.flow.instructions.L4ModificationInstruction;
import org.onosproject.net.flow.instructions.L4ModificationInstruction.ModTransportPortInstruction;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.action.OFAction;
import org.projectfloodlight.openflow.protocol.oxm.OFOxm;
import org.projectfloodlight.openflow.protocol.oxm.OFOxms;
import org.projectfloodlight.openflow.types.ArpOpcode;
import org.projectfloodlight.openflow.types.IPv6FlowLabel;
import org.projectfloodlight.openflow.types.IpDscp;
import org.projectfloodlight.openflow.types.OFBooleanValue;
import org.projectfloodlight.openflow.types.OFGroup;
import org.projectfloodlight.openflow.types.OFVlanVidMatch;
import org.projectfloodlight.openflow.types.TransportPort;
import org.projectfloodlight.openflow.types.U32;
import org.projectfloodlight.openflow.types.U64;
import org.projectfloodlight.openflow.types.VlanPcp;

/** Instructions as OpenFlow 1.3 actions. {@link ActionDecoder} is its inverse. */
public final class ActionEncoder {
  /** The controller gets the whole packet (OFPCML_NO_BUFFER), as from ONOS's own provider. */
  private static final int WHOLE_PACKET = 0xffff;

  private final OFFactory factory;
  private final OFOxms oxms;

  private ActionEncoder(OFFactory factory) {
    this.factory = factory;
    this.oxms = factory.oxms();
  }

  /**
   * Encodes instructions in their order; NOACTION gives no action.
   *
   * @throws CodecException if one has no form in OpenFlow 1.3
   */
  public static List<OFAction> encode(OFFactory factory, List<Instruction> instructions) {
    ActionEncoder encoder = new ActionEncoder(factory);
    List<OFAction> actions = new ArrayList<>();
    for (Instruction instruction : instructions) {
      if (instruction.type() != Instruction.Type.NOACTION) {
        actions.add(encoder.action(instruction));
      }
    }
    return actions;
  }

  private OFAction action(Instruction i) {
    switch (i.type()) {
      case OUTPUT:
        return output(((OutputInstruction) i).port());
      case GROUP:
        return factory.actions().group(OFGroup.of(((GroupInstruction) i).groupId().id()));
      case QUEUE:
        return queue((SetQueueInstruction) i);
      case L2MODIFICATION:
        return link((L2ModificationInstruction) i);
      case L3MODIFICATION:
        return internet((L3ModificationInstruction) i);
      case L4MODIFICATION:
        return transportLayer((L4ModificationInstruction) i);
      default:
        throw unsupported(i);
    }
  }

  private OFAction output(PortNumber out) {
    int length = out.equals(PortNumber.CONTROLLER) ? WHOLE_PACKET : 0;
    return factory.actions().buildOutput().setPort(port(out)).setMaxLen(length).build();
  }

  private OFAction queue(SetQueueInstruction queue) {
    if (queue.port() != null) {
      throw unsupported(queue);
    }
    return factory.actions().setQueue(queue.queueId());
  }

  private OFAction link(L2ModificationInstruction i) {
    switch (i.subtype()) {
      case ETH_SRC:
        return set(oxms.ethSrc(mac(((ModEtherInstruction) i).mac())));
      case ETH_DST:
        return set(oxms.ethDst(mac(((ModEtherInstruction) i).mac())));
      case VLAN_ID:
        return set(
            oxms.vlanVid(OFVlanVidMatch.ofVlan(((ModVlanIdInstruction) i).vlanId().toShort())));
      case VLAN_PCP:
        return set(oxms.vlanPcp(VlanPcp.of(((ModVlanPcpInstruction) i).vlanPcp())));
      case VLAN_PUSH:
        return factory.actions().pushVlan(type(((ModVlanHeaderInstruction) i).ethernetType()));
      case VLAN_POP:
        return factory.actions().popVlan();
      case MPLS_PUSH:
        return factory.actions().pushMpls(type(((ModMplsHeaderInstruction) i).ethernetType()));
      case MPLS_POP:
        return factory.actions().popMpls(type(((ModMplsHeaderInstruction) i).ethernetType()));
      case MPLS_LABEL:
        return set(oxms.mplsLabel(U32.of(((ModMplsLabelInstruction) i).label().toInt())));
      case MPLS_BOS:
        return set(
            oxms.mplsBos(
                ((ModMplsBosInstruction) i).mplsBos()
                    ? OFBooleanValue.TRUE
                    : OFBooleanValue.FALSE));
      case DEC_MPLS_TTL:
        return factory.actions().decMplsTtl();
      case TUNNEL_ID:
        return set(oxms.tunnelId(U64.of(((ModTunnelIdInstruction) i).tunnelId())));
      default:
        throw unsupported(i);
    }
  }

  private OFAction internet(L3ModificationInstruction i) {
    switch (i.subtype()) {
      case IPV4_SRC:
        return set(oxms.ipv4Src(ip4(((ModIPInstruction) i).ip().getIp4Address())));
      case IPV4_DST:
        return set(oxms.ipv4Dst(ip4(((ModIPInstruction) i).ip().getIp4Address())));
      case IPV6_SRC:
        return set(oxms.ipv6Src(ip6(((ModIPInstruction) i).ip().getIp6Address())));
      case IPV6_DST:
        return set(oxms.ipv6Dst(ip6(((ModIPInstruction) i).ip().getIp6Address())));
      case IPV6_FLABEL:
        return set(
            oxms.ipv6Flabel(IPv6FlowLabel.of(((ModIPv6FlowLabelInstruction) i).flowLabel())));
      case IP_DSCP:
        return set(oxms.ipDscp(IpDscp.of(((ModDscpInstruction) i).dscp())));
      case DEC_TTL:
        return factory.actions().decNwTtl();
      case TTL_IN:
        return factory.actions().copyTtlIn();
      case TTL_OUT:
        return factory.actions().copyTtlOut();
      case ARP_SPA:
        return set(oxms.arpSpa(ip4(((ModArpIPInstruction) i).ip().getIp4Address())));
      case ARP_TPA:
        return set(oxms.arpTpa(ip4(((ModArpIPInstruction) i).ip().getIp4Address())));
      case ARP_SHA:
        return set(oxms.arpSha(mac(((ModArpEthInstruction) i).mac())));
      case ARP_THA:
        return set(oxms.arpTha(mac(((ModArpEthInstruction) i).mac())));
      case ARP_OP:
        return set(oxms.arpOp(ArpOpcode.of((int) ((ModArpOpInstruction) i).op())));
      default:
        throw unsupported(i);
    }
  }

  private OFAction transportLayer(L4ModificationInstruction i) {
    TransportPort port = transport(((ModTransportPortInstruction) i).port());
    switch (i.subtype()) {
      case TCP_SRC:
        return set(oxms.tcpSrc(port));
      case TCP_DST:
        return set(oxms.tcpDst(port));
      case UDP_SRC:
        return set(oxms.udpSrc(port));
      case UDP_DST:
        return set(oxms.udpDst(port));
      default:
        throw unsupported(i);
    }
  }

  private OFAction set(OFOxm<?> field) {
    return factory.actions().setField(field);
  }

  private static org.projectfloodlight.openflow.types.EthType type(EthType type) {
    return org.projectfloodlight.openflow.types.EthType.of(type.toShort() & 0xffff);
  }

  private static CodecException unsupported(Instruction i) {
    return new CodecException("cannot encode instruction " + i);
  }
}
