package org.op25b.embedded.openflow.codec;

import static org.op25b.embedded.openflow.codec.OfValues.ip4;
import static org.op25b.embedded.openflow.codec.OfValues.ip6;
import static org.op25b.embedded.openflow.codec.OfValues.mac;
import static org.op25b.embedded.openflow.codec.OfValues.port;
import static org.op25b.embedded.openflow.codec.OfValues.transport;

import org.onlab.packet.Ip4Address;
import org.onlab.packet.Ip4Prefix;
import org.onlab.packet.Ip6Prefix;
import org.onlab.packet.TpPort;
import org.onlab.packet.VlanId;
import org.onosproject.net.flow.TrafficSelector;
import org.onosproject.net.flow.criteria.ArpHaCriterion;
import org.onosproject.net.flow.criteria.ArpOpCriterion;
import org.onosproject.net.flow.criteria.ArpPaCriterion;
import org.onosproject.net.flow.criteria.Criterion;
import org.onosproject.net.flow.criteria.EthCriterion;
import org.onosproject.net.flow.criteria.EthTypeCriterion;
import org.onosproject.net.flow.criteria.IPCriterion;
import org.onosproject.net.flow.criteria.IPDscpCriterion;
import org.onosproject.net.flow.criteria.IPEcnCriterion;
import org.onosproject.net.flow.criteria.IPProtocolCriterion;
import org.onosproject.net.flow.criteria.IPv6ExthdrFlagsCriterion;
import org.onosproject.net.flow.criteria.IPv6FlowLabelCriterion;
import org.onosproject.net.flow.criteria.IPv6NDLinkLayerAddressCriterion;
import org.onosproject.net.flow.criteria.IPv6NDTargetAddressCriterion;
import org.onosproject.net.flow.criteria.IcmpCodeCriterion;
import org.onosproject.net.flow.criteria.IcmpTypeCriterion;
import org.onosproject.net.flow.criteria.Icmpv6CodeCriterion;
import org.onosproject.net.flow.criteria.Icmpv6TypeCriterion;
import org.onosproject.net.flow.criteria.MetadataCriterion;
import org.onosproject.net.flow.criteria.MplsBosCriterion;
import org.onosproject.net.flow.criteria.MplsCriterion;
import org.onosproject.net.flow.criteria.PortCriterion;
import org.onosproject.net.flow.criteria.SctpPortCriterion;
import org.onosproject.net.flow.criteria.TcpPortCriterion;
import org.onosproject.net.flow.criteria.TunnelIdCriterion;
import org.onosproject.net.flow.criteria.UdpPortCriterion;
import org.onosproject.net.flow.criteria.VlanIdCriterion;
import org.onosproject.net.flow.criteria.VlanPcpCriterion;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.match.Match;
import org.projectfloodlight.openflow.protocol.match.MatchField;
import org.projectfloodlight.openflow.types.ArpOpcode;
import org.projectfloodlight.openflow.types.EthType;
import org.projectfloodlight.openflow.types.ICMPv4Code;
import org.projectfloodlight.openflow.types.ICMPv4Type;
import org.projectfloodlight.openflow.types.IPv4Address;
import org.projectfloodlight.openflow.types.IPv6Address;
import org.projectfloodlight.openflow.types.IPv6FlowLabel;
import org.projectfloodlight.openflow.types.IpDscp;
import org.projectfloodlight.openflow.types.IpEcn;
import org.projectfloodlight.openflow.types.IpProtocol;
import org.projectfloodlight.openflow.types.OFBooleanValue;
import org.projectfloodlight.openflow.types.OFMetadata;
import org.projectfloodlight.openflow.types.OFVlanVidMatch;
import org.projectfloodlight.openflow.types.TransportPort;
import org.projectfloodlight.openflow.types.U16;
import org.projectfloodlight.openflow.types.U32;
import org.projectfloodlight.openflow.types.U64;
import org.projectfloodlight.openflow.types.U8;
import org.projectfloodlight.openflow.types.VlanPcp;
import org.projectfloodlight.openflow.types.VlanVid;

/** Selectors as OpenFlow 1.3 matches. {@link MatchDecoder} is its inverse. */
public final class MatchEncoder {
  private final Match.Builder match;

  private MatchEncoder(OFFactory factory) {
    match = factory.buildMatch();
  }

  /**
   * Encodes every criterion.
   *
   * @throws CodecException if one of them has no form in OpenFlow 1.3
   */
  public static Match encode(OFFactory factory, TrafficSelector selector) {
    MatchEncoder encoder = new MatchEncoder(factory);
    for (Criterion criterion : selector.criteria()) {
      if (!encoder.link(criterion)
          && !encoder.internet(criterion)
          && !encoder.transportLayer(criterion)) {
        throw new CodecException("cannot encode criterion " + criterion);
      }
    }
    return encoder.match.build();
  }

  private boolean link(Criterion c) {
    switch (c.type()) {
      case IN_PORT:
        match.setExact(MatchField.IN_PORT, port(((PortCriterion) c).port()));
        return true;
      case IN_PHY_PORT:
        match.setExact(MatchField.IN_PHY_PORT, port(((PortCriterion) c).port()));
        return true;
      case METADATA:
        match.setExact(MatchField.METADATA, OFMetadata.ofRaw(((MetadataCriterion) c).metadata()));
        return true;
      case TUNNEL_ID:
        match.setExact(MatchField.TUNNEL_ID, U64.of(((TunnelIdCriterion) c).tunnelId()));
        return true;
      case ETH_DST:
        match.setExact(MatchField.ETH_DST, mac(((EthCriterion) c).mac()));
        return true;
      case ETH_SRC:
        match.setExact(MatchField.ETH_SRC, mac(((EthCriterion) c).mac()));
        return true;
      case ETH_DST_MASKED:
        match.setMasked(
            MatchField.ETH_DST, mac(((EthCriterion) c).mac()), mac(((EthCriterion) c).mask()));
        return true;
      case ETH_SRC_MASKED:
        match.setMasked(
            MatchField.ETH_SRC, mac(((EthCriterion) c).mac()), mac(((EthCriterion) c).mask()));
        return true;
      case ETH_TYPE:
        match.setExact(
            MatchField.ETH_TYPE, EthType.of(((EthTypeCriterion) c).ethType().toShort() & 0xffff));
        return true;
      case VLAN_VID:
        vlan(((VlanIdCriterion) c).vlanId());
        return true;
      case VLAN_PCP:
        match.setExact(MatchField.VLAN_PCP, VlanPcp.of(((VlanPcpCriterion) c).priority()));
        return true;
      case MPLS_LABEL:
        match.setExact(MatchField.MPLS_LABEL, U32.of(((MplsCriterion) c).label().toInt()));
        return true;
      case MPLS_BOS:
        match.setExact(
            MatchField.MPLS_BOS,
            ((MplsBosCriterion) c).mplsBos() ? OFBooleanValue.TRUE : OFBooleanValue.FALSE);
        return true;
      default:
        return false;
    }
  }

  private boolean internet(Criterion c) {
    switch (c.type()) {
      case IP_DSCP:
        match.setExact(MatchField.IP_DSCP, IpDscp.of(((IPDscpCriterion) c).ipDscp()));
        return true;
      case IP_ECN:
        match.setExact(MatchField.IP_ECN, IpEcn.of(((IPEcnCriterion) c).ipEcn()));
        return true;
      case IP_PROTO:
        match.setExact(
            MatchField.IP_PROTO,
            IpProtocol.of((short) (((IPProtocolCriterion) c).protocol() & 0xff)));
        return true;
      case IPV4_SRC:
        prefix4(MatchField.IPV4_SRC, (IPCriterion) c);
        return true;
      case IPV4_DST:
        prefix4(MatchField.IPV4_DST, (IPCriterion) c);
        return true;
      case IPV6_SRC:
        prefix6(MatchField.IPV6_SRC, (IPCriterion) c);
        return true;
      case IPV6_DST:
        prefix6(MatchField.IPV6_DST, (IPCriterion) c);
        return true;
      case IPV6_FLABEL:
        match.setExact(
            MatchField.IPV6_FLABEL, IPv6FlowLabel.of(((IPv6FlowLabelCriterion) c).flowLabel()));
        return true;
      case IPV6_EXTHDR:
        match.setExact(
            MatchField.IPV6_EXTHDR, U16.of(((IPv6ExthdrFlagsCriterion) c).exthdrFlags()));
        return true;
      case ARP_OP:
        match.setExact(MatchField.ARP_OP, ArpOpcode.of(((ArpOpCriterion) c).arpOp()));
        return true;
      case ARP_SHA:
        match.setExact(MatchField.ARP_SHA, mac(((ArpHaCriterion) c).mac()));
        return true;
      case ARP_THA:
        match.setExact(MatchField.ARP_THA, mac(((ArpHaCriterion) c).mac()));
        return true;
      case ARP_SPA:
        match.setExact(MatchField.ARP_SPA, ip4(((ArpPaCriterion) c).ip()));
        return true;
      case ARP_TPA:
        match.setExact(MatchField.ARP_TPA, ip4(((ArpPaCriterion) c).ip()));
        return true;
      default:
        return false;
    }
  }

  private boolean transportLayer(Criterion c) {
    switch (c.type()) {
      case TCP_SRC:
      case TCP_SRC_MASKED:
        ports(MatchField.TCP_SRC, ((TcpPortCriterion) c).tcpPort(), ((TcpPortCriterion) c).mask());
        return true;
      case TCP_DST:
      case TCP_DST_MASKED:
        ports(MatchField.TCP_DST, ((TcpPortCriterion) c).tcpPort(), ((TcpPortCriterion) c).mask());
        return true;
      case UDP_SRC:
      case UDP_SRC_MASKED:
        ports(MatchField.UDP_SRC, ((UdpPortCriterion) c).udpPort(), ((UdpPortCriterion) c).mask());
        return true;
      case UDP_DST:
      case UDP_DST_MASKED:
        ports(MatchField.UDP_DST, ((UdpPortCriterion) c).udpPort(), ((UdpPortCriterion) c).mask());
        return true;
      case SCTP_SRC:
      case SCTP_SRC_MASKED:
        ports(
            MatchField.SCTP_SRC,
            ((SctpPortCriterion) c).sctpPort(),
            ((SctpPortCriterion) c).mask());
        return true;
      case SCTP_DST:
      case SCTP_DST_MASKED:
        ports(
            MatchField.SCTP_DST,
            ((SctpPortCriterion) c).sctpPort(),
            ((SctpPortCriterion) c).mask());
        return true;
      case ICMPV4_TYPE:
        match.setExact(
            MatchField.ICMPV4_TYPE,
            ICMPv4Type.of((short) (((IcmpTypeCriterion) c).icmpType() & 0xff)));
        return true;
      case ICMPV4_CODE:
        match.setExact(
            MatchField.ICMPV4_CODE,
            ICMPv4Code.of((short) (((IcmpCodeCriterion) c).icmpCode() & 0xff)));
        return true;
      case ICMPV6_TYPE:
        match.setExact(MatchField.ICMPV6_TYPE, U8.of(((Icmpv6TypeCriterion) c).icmpv6Type()));
        return true;
      case ICMPV6_CODE:
        match.setExact(MatchField.ICMPV6_CODE, U8.of(((Icmpv6CodeCriterion) c).icmpv6Code()));
        return true;
      case IPV6_ND_TARGET:
        match.setExact(
            MatchField.IPV6_ND_TARGET, ip6(((IPv6NDTargetAddressCriterion) c).targetAddress()));
        return true;
      case IPV6_ND_SLL:
        match.setExact(MatchField.IPV6_ND_SLL, mac(((IPv6NDLinkLayerAddressCriterion) c).mac()));
        return true;
      case IPV6_ND_TLL:
        match.setExact(MatchField.IPV6_ND_TLL, mac(((IPv6NDLinkLayerAddressCriterion) c).mac()));
        return true;
      default:
        return false;
    }
  }

  private void vlan(VlanId vlan) {
    if (vlan.equals(VlanId.ANY)) {
      match.setMasked(MatchField.VLAN_VID, OFVlanVidMatch.PRESENT, OFVlanVidMatch.PRESENT);
    } else if (vlan.equals(VlanId.NONE)) {
      match.setExact(MatchField.VLAN_VID, OFVlanVidMatch.NONE);
    } else {
      match.setExact(MatchField.VLAN_VID, OFVlanVidMatch.ofVlanVid(VlanVid.ofVlan(vlan.toShort())));
    }
  }

  private void prefix4(MatchField<IPv4Address> field, IPCriterion c) {
    Ip4Prefix prefix = c.ip().getIp4Prefix();
    if (prefix.prefixLength() == Ip4Prefix.MAX_MASK_LENGTH) {
      match.setExact(field, ip4(prefix.address()));
    } else {
      match.setMasked(
          field, ip4(prefix.address()), ip4(Ip4Address.makeMaskPrefix(prefix.prefixLength())));
    }
  }

  private void prefix6(MatchField<IPv6Address> field, IPCriterion c) {
    Ip6Prefix prefix = c.ip().getIp6Prefix();
    if (prefix.prefixLength() == Ip6Prefix.MAX_MASK_LENGTH) {
      match.setExact(field, ip6(prefix.address()));
    } else {
      match.setMasked(
          field, ip6(prefix.address()), IPv6Address.ofCidrMaskLength(prefix.prefixLength()));
    }
  }

  private void ports(MatchField<TransportPort> field, TpPort port, TpPort mask) {
    if (mask == null) {
      match.setExact(field, transport(port));
    } else {
      match.setMasked(field, transport(port), transport(mask));
    }
  }
}
