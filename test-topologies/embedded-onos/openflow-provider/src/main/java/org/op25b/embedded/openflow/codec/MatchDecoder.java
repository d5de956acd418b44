package org.op25b.embedded.openflow.codec;

import static org.op25b.embedded.openflow.codec.OfValues.ip4;
import static org.op25b.embedded.openflow.codec.OfValues.ip4Prefix;
import static org.op25b.embedded.openflow.codec.OfValues.ip6;
import static org.op25b.embedded.openflow.codec.OfValues.ip6Prefix;
import static org.op25b.embedded.openflow.codec.OfValues.mac;
import static org.op25b.embedded.openflow.codec.OfValues.port;
import static org.op25b.embedded.openflow.codec.OfValues.transport;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.onlab.packet.IpPrefix;
import org.onlab.packet.MacAddress;
import org.onlab.packet.MplsLabel;
import org.onlab.packet.TpPort;
import org.onlab.packet.VlanId;
import org.onosproject.net.flow.DefaultTrafficSelector;
import org.onosproject.net.flow.TrafficSelector;
import org.onosproject.net.flow.criteria.Criteria;
import org.onosproject.net.flow.criteria.Criterion;
import org.projectfloodlight.openflow.protocol.OFMatchV3;
import org.projectfloodlight.openflow.protocol.OFOxmList;
import org.projectfloodlight.openflow.protocol.match.Match;
import org.projectfloodlight.openflow.protocol.match.MatchField;
import org.projectfloodlight.openflow.protocol.oxm.OFOxm;
import org.projectfloodlight.openflow.types.IPv4Address;
import org.projectfloodlight.openflow.types.IPv6Address;
import org.projectfloodlight.openflow.types.Masked;
import org.projectfloodlight.openflow.types.OFValueType;
import org.projectfloodlight.openflow.types.OFVlanVidMatch;
import org.projectfloodlight.openflow.types.TransportPort;
import org.projectfloodlight.openflow.types.U8;

/**
 * Matches as selectors, whoever installed them. What ONOS has no criterion for is not left out
 * silently: it becomes {@link Criteria#dummy()} in the selector and a line in {@code undecoded}.
 */
public final class MatchDecoder {
  // Match itself hides fields whose prerequisites it does not know to be met (ARP in RARP, say).
  private final OFOxmList fields;
  private final List<String> undecoded;

  private MatchDecoder(OFOxmList fields, List<String> undecoded) {
    this.fields = fields;
    this.undecoded = undecoded;
  }

  /** Decodes every field of a match; adds a description of each that ONOS cannot express. */
  public static TrafficSelector decode(Match match, List<String> undecoded) {
    TrafficSelector.Builder selector = DefaultTrafficSelector.builder();
    if (match instanceof OFMatchV3) {
      OFOxmList fields = ((OFMatchV3) match).getOxmList();
      MatchDecoder decoder = new MatchDecoder(fields, undecoded);
      fields.forEach(field -> selector.add(decoder.criterion(field.getMatchField())));
    } else {
      undecoded.add("match of " + match.getVersion());
      selector.add(Criteria.dummy());
    }
    return selector.build();
  }

  private Criterion criterion(MatchField<?> field) {
    Criterion c = link(field);
    if (c == null) {
      c = internet(field);
    }
    if (c == null) {
      c = transportLayer(field);
    }
    return c == null ? unknown(field) : c;
  }

  private Criterion unknown(MatchField<?> field) {
    OFOxm<?> value = fields.get(field);
    String mask = value.isMasked() ? "/" + value.getMask() : "";
    undecoded.add("match " + field.getName() + "=" + value.getValue() + mask);
    return Criteria.dummy();
  }

  private Criterion link(MatchField<?> field) {
    switch (field.id) {
      case IN_PORT:
        return Criteria.matchInPort(port(value(MatchField.IN_PORT)));
      case IN_PHY_PORT:
        return Criteria.matchInPhyPort(port(value(MatchField.IN_PHY_PORT)));
      case METADATA:
        return exact(MatchField.METADATA, v -> Criteria.matchMetadata(v.getValue().getValue()));
      case TUNNEL_ID:
        return exact(MatchField.TUNNEL_ID, v -> Criteria.matchTunnelId(v.getValue()));
      case ETH_DST:
        return ethernet(MatchField.ETH_DST, Criteria::matchEthDst, Criteria::matchEthDstMasked);
      case ETH_SRC:
        return ethernet(MatchField.ETH_SRC, Criteria::matchEthSrc, Criteria::matchEthSrcMasked);
      case ETH_TYPE:
        return Criteria.matchEthType(value(MatchField.ETH_TYPE).getValue());
      case VLAN_VID:
        return vlan();
      case VLAN_PCP:
        return Criteria.matchVlanPcp(value(MatchField.VLAN_PCP).getValue());
      case MPLS_LABEL:
        return exact(
            MatchField.MPLS_LABEL,
            v -> Criteria.matchMplsLabel(MplsLabel.mplsLabel((int) v.getValue())));
      case MPLS_BOS:
        return exact(MatchField.MPLS_BOS, v -> Criteria.matchMplsBos(v.getValue()));
      default:
        return null;
    }
  }

  private Criterion internet(MatchField<?> field) {
    switch (field.id) {
      case IP_DSCP:
        return exact(MatchField.IP_DSCP, v -> Criteria.matchIPDscp(v.getDscpValue()));
      case IP_ECN:
        return exact(MatchField.IP_ECN, v -> Criteria.matchIPEcn(v.getEcnValue()));
      case IP_PROTO:
        return exact(MatchField.IP_PROTO, v -> Criteria.matchIPProtocol(v.getIpProtocolNumber()));
      case IPV4_SRC:
        return prefix4(MatchField.IPV4_SRC, Criteria::matchIPSrc);
      case IPV4_DST:
        return prefix4(MatchField.IPV4_DST, Criteria::matchIPDst);
      case IPV6_SRC:
        return prefix6(MatchField.IPV6_SRC, Criteria::matchIPv6Src);
      case IPV6_DST:
        return prefix6(MatchField.IPV6_DST, Criteria::matchIPv6Dst);
      case IPV6_FLABEL:
        return exact(
            MatchField.IPV6_FLABEL, v -> Criteria.matchIPv6FlowLabel(v.getIPv6FlowLabelValue()));
      case IPV6_EXTHDR:
        return exact(MatchField.IPV6_EXTHDR, v -> Criteria.matchIPv6ExthdrFlags(v.getValue()));
      case ARP_OP:
        return exact(MatchField.ARP_OP, v -> Criteria.matchArpOp(v.getOpcode()));
      case ARP_SHA:
        return exact(MatchField.ARP_SHA, v -> Criteria.matchArpSha(mac(v)));
      case ARP_THA:
        return exact(MatchField.ARP_THA, v -> Criteria.matchArpTha(mac(v)));
      case ARP_SPA:
        return exact(MatchField.ARP_SPA, v -> Criteria.matchArpSpa(ip4(v)));
      case ARP_TPA:
        return exact(MatchField.ARP_TPA, v -> Criteria.matchArpTpa(ip4(v)));
      default:
        return null;
    }
  }

  private Criterion transportLayer(MatchField<?> field) {
    switch (field.id) {
      case TCP_SRC:
        return ports(MatchField.TCP_SRC, Criteria::matchTcpSrc, Criteria::matchTcpSrcMasked);
      case TCP_DST:
        return ports(MatchField.TCP_DST, Criteria::matchTcpDst, Criteria::matchTcpDstMasked);
      case UDP_SRC:
        return ports(MatchField.UDP_SRC, Criteria::matchUdpSrc, Criteria::matchUdpSrcMasked);
      case UDP_DST:
        return ports(MatchField.UDP_DST, Criteria::matchUdpDst, Criteria::matchUdpDstMasked);
      case SCTP_SRC:
        return ports(MatchField.SCTP_SRC, Criteria::matchSctpSrc, Criteria::matchSctpSrcMasked);
      case SCTP_DST:
        return ports(MatchField.SCTP_DST, Criteria::matchSctpDst, Criteria::matchSctpDstMasked);
      case ICMPV4_TYPE:
        return exact(MatchField.ICMPV4_TYPE, v -> Criteria.matchIcmpType(v.getType()));
      case ICMPV4_CODE:
        return exact(MatchField.ICMPV4_CODE, v -> Criteria.matchIcmpCode(v.getCode()));
      case ICMPV6_TYPE:
        return exact(MatchField.ICMPV6_TYPE, v -> Criteria.matchIcmpv6Type(unsigned(v)));
      case ICMPV6_CODE:
        return exact(MatchField.ICMPV6_CODE, v -> Criteria.matchIcmpv6Code(unsigned(v)));
      case IPV6_ND_TARGET:
        return exact(MatchField.IPV6_ND_TARGET, v -> Criteria.matchIPv6NDTargetAddress(ip6(v)));
      case IPV6_ND_SLL:
        return exact(
            MatchField.IPV6_ND_SLL, v -> Criteria.matchIPv6NDSourceLinkLayerAddress(mac(v)));
      case IPV6_ND_TLL:
        return exact(
            MatchField.IPV6_ND_TLL, v -> Criteria.matchIPv6NDTargetLinkLayerAddress(mac(v)));
      default:
        return null;
    }
  }

  private <F extends OFValueType<F>> F value(MatchField<F> field) {
    return fields.get(field).getValue();
  }

  private boolean isMasked(MatchField<?> field) {
    return fields.get(field).isMasked();
  }

  private <F extends OFValueType<F>> Masked<F> masked(MatchField<F> field) {
    return Masked.of(fields.get(field).getValue(), fields.get(field).getMask());
  }

  /** A field whose criterion knows no mask; null when the match has one. */
  private <F extends OFValueType<F>> Criterion exact(
      MatchField<F> field, Function<F, Criterion> criterion) {
    return isMasked(field) ? null : criterion.apply(value(field));
  }

  private Criterion vlan() {
    if (isMasked(MatchField.VLAN_VID)) {
      Masked<OFVlanVidMatch> masked = masked(MatchField.VLAN_VID);
      boolean anyTag =
          masked.getValue().equals(OFVlanVidMatch.PRESENT)
              && masked.getMask().equals(OFVlanVidMatch.PRESENT);
      return anyTag ? Criteria.matchVlanId(VlanId.ANY) : null;
    }
    OFVlanVidMatch vid = value(MatchField.VLAN_VID);
    return Criteria.matchVlanId(vid.isPresentBitSet() ? VlanId.vlanId(vid.getVlan()) : VlanId.NONE);
  }

  private Criterion ethernet(
      MatchField<org.projectfloodlight.openflow.types.MacAddress> field,
      Function<MacAddress, Criterion> exact,
      BiFunction<MacAddress, MacAddress, Criterion> masked) {
    if (!isMasked(field)) {
      return exact.apply(mac(value(field)));
    }
    Masked<org.projectfloodlight.openflow.types.MacAddress> v = masked(field);
    return masked.apply(mac(v.getValue()), mac(v.getMask()));
  }

  private Criterion ports(
      MatchField<TransportPort> field,
      Function<TpPort, Criterion> exact,
      BiFunction<TpPort, TpPort, Criterion> masked) {
    if (!isMasked(field)) {
      return exact.apply(transport(value(field)));
    }
    Masked<TransportPort> v = masked(field);
    return masked.apply(transport(v.getValue()), transport(v.getMask()));
  }

  private Criterion prefix4(
      MatchField<IPv4Address> field, Function<IpPrefix, Criterion> criterion) {
    if (!isMasked(field)) {
      return criterion.apply(ip4Prefix(value(field), IpPrefix.MAX_INET_MASK_LENGTH));
    }
    Masked<IPv4Address> v = masked(field);
    return v.getMask().isCidrMask()
        ? criterion.apply(ip4Prefix(v.getValue(), v.getMask().asCidrMaskLength()))
        : null;
  }

  private Criterion prefix6(
      MatchField<IPv6Address> field, Function<IpPrefix, Criterion> criterion) {
    if (!isMasked(field)) {
      return criterion.apply(ip6Prefix(value(field), IpPrefix.MAX_INET6_MASK_LENGTH));
    }
    Masked<IPv6Address> v = masked(field);
    return v.getMask().isCidrMask()
        ? criterion.apply(ip6Prefix(v.getValue(), v.getMask().asCidrMaskLength()))
        : null;
  }

  private static short unsigned(U8 value) {
    return value.getValue();
  }
}
