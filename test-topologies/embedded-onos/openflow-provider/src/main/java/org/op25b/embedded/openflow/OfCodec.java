package org.op25b.embedded.openflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.onlab.packet.Ip4Address;
import org.onlab.packet.Ip4Prefix;
import org.onlab.packet.Ip6Prefix;
import org.onlab.packet.VlanId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.PortNumber;
import org.onosproject.net.flow.*;
import org.onosproject.net.flow.criteria.*;
import org.onosproject.net.flow.instructions.*;
import org.onosproject.openflow.controller.Dpid;
import org.projectfloodlight.openflow.protocol.*;
import org.projectfloodlight.openflow.protocol.action.*;
import org.projectfloodlight.openflow.protocol.instruction.*;
import org.projectfloodlight.openflow.protocol.match.*;
import org.projectfloodlight.openflow.types.*;
import org.projectfloodlight.openflow.types.TableId;

/** ONOS flow model to OpenFlow 1.3 and back, for the fields a security application uses. */
final class OfCodec {
  private OfCodec() {}

  static Dpid dpid(DeviceId d) {
    return Dpid.dpid(d.uri());
  }

  static DeviceId device(Dpid d) {
    return DeviceId.deviceId(Dpid.uri(d));
  }

  static OFPort port(PortNumber p) {
    return OFPort.of((int) p.toLong());
  }

  static PortNumber port(OFPort p) {
    return PortNumber.portNumber(p.getPortNumber() & 0xffffffffL);
  }

  static TableId table(FlowRule r) {
    return TableId.of(((IndexTableId) r.table()).id());
  }

  static Match match(OFFactory f, TrafficSelector s) {
    Match.Builder b = f.buildMatch();
    for (Criterion c : s.criteria()) {
      switch (c.type()) {
        case IN_PORT:
          b.setExact(MatchField.IN_PORT, port(((PortCriterion) c).port()));
          break;
        case ETH_TYPE:
          b.setExact(
              MatchField.ETH_TYPE, EthType.of(((EthTypeCriterion) c).ethType().toShort() & 0xffff));
          break;
        case ETH_SRC:
          b.setExact(MatchField.ETH_SRC, MacAddress.of(((EthCriterion) c).mac().toBytes()));
          break;
        case ETH_DST:
          b.setExact(MatchField.ETH_DST, MacAddress.of(((EthCriterion) c).mac().toBytes()));
          break;
        case VLAN_VID:
          VlanId v = ((VlanIdCriterion) c).vlanId();
          if (v.equals(VlanId.ANY)) {
            b.setMasked(MatchField.VLAN_VID, OFVlanVidMatch.PRESENT, OFVlanVidMatch.PRESENT);
          } else {
            b.setExact(
                MatchField.VLAN_VID,
                v.equals(VlanId.NONE)
                    ? OFVlanVidMatch.NONE
                    : OFVlanVidMatch.ofVlanVid(VlanVid.ofVlan(v.toShort())));
          }
          break;
        case IP_PROTO:
          b.setExact(MatchField.IP_PROTO, IpProtocol.of(((IPProtocolCriterion) c).protocol()));
          break;
        case IP_DSCP:
          b.setExact(MatchField.IP_DSCP, IpDscp.of(((IPDscpCriterion) c).ipDscp()));
          break;
        case IPV4_SRC:
          ip4(b, MatchField.IPV4_SRC, c);
          break;
        case IPV4_DST:
          ip4(b, MatchField.IPV4_DST, c);
          break;
        case IPV6_SRC:
          ip6(b, MatchField.IPV6_SRC, c);
          break;
        case IPV6_DST:
          ip6(b, MatchField.IPV6_DST, c);
          break;
        case TCP_SRC:
          b.setExact(
              MatchField.TCP_SRC, TransportPort.of(((TcpPortCriterion) c).tcpPort().toInt()));
          break;
        case TCP_DST:
          b.setExact(
              MatchField.TCP_DST, TransportPort.of(((TcpPortCriterion) c).tcpPort().toInt()));
          break;
        case UDP_SRC:
          b.setExact(
              MatchField.UDP_SRC, TransportPort.of(((UdpPortCriterion) c).udpPort().toInt()));
          break;
        case UDP_DST:
          b.setExact(
              MatchField.UDP_DST, TransportPort.of(((UdpPortCriterion) c).udpPort().toInt()));
          break;
        case ICMPV4_TYPE:
          b.setExact(MatchField.ICMPV4_TYPE, ICMPv4Type.of(((IcmpTypeCriterion) c).icmpType()));
          break;
        case ICMPV4_CODE:
          b.setExact(MatchField.ICMPV4_CODE, ICMPv4Code.of(((IcmpCodeCriterion) c).icmpCode()));
          break;
        case ARP_OP:
          b.setExact(MatchField.ARP_OP, ArpOpcode.of(((ArpOpCriterion) c).arpOp()));
          break;
        case ARP_SPA:
          b.setExact(MatchField.ARP_SPA, IPv4Address.of(((ArpPaCriterion) c).ip().toInt()));
          break;
        case ARP_TPA:
          b.setExact(MatchField.ARP_TPA, IPv4Address.of(((ArpPaCriterion) c).ip().toInt()));
          break;
        default:
          throw new IllegalArgumentException("Unsupported criterion " + c);
      }
    }
    return b.build();
  }

  private static void ip4(Match.Builder b, MatchField<IPv4Address> field, Criterion c) {
    Ip4Prefix p = ((IPCriterion) c).ip().getIp4Prefix();
    IPv4Address a = IPv4Address.of(p.address().toInt());
    if (p.prefixLength() == 32) {
      b.setExact(field, a);
    } else {
      b.setMasked(field, a, IPv4Address.of(Ip4Address.makeMaskPrefix(p.prefixLength()).toInt()));
    }
  }

  private static void ip6(Match.Builder b, MatchField<IPv6Address> field, Criterion c) {
    Ip6Prefix p = ((IPCriterion) c).ip().getIp6Prefix();
    IPv6Address a = IPv6Address.of(p.address().toOctets());
    if (p.prefixLength() == 128) {
      b.setExact(field, a);
    } else {
      b.setMasked(field, a, IPv6Address.ofCidrMaskLength(p.prefixLength()));
    }
  }

  static List<OFAction> actions(OFFactory f, List<Instruction> list) {
    List<OFAction> out = new ArrayList<>();
    for (Instruction i : list) {
      switch (i.type()) {
        case NOACTION:
          break;
        case OUTPUT:
          PortNumber p = ((Instructions.OutputInstruction) i).port();
          OFActionOutput.Builder o = f.actions().buildOutput().setPort(port(p));
          out.add(p.equals(PortNumber.CONTROLLER) ? o.setMaxLen(0xffff).build() : o.build());
          break;
        case GROUP:
          out.add(
              f.actions().group(OFGroup.of(((Instructions.GroupInstruction) i).groupId().id())));
          break;
        case QUEUE:
          out.add(f.actions().setQueue(((Instructions.SetQueueInstruction) i).queueId()));
          break;
        case L2MODIFICATION:
          L2ModificationInstruction l2 = (L2ModificationInstruction) i;
          switch (l2.subtype()) {
            case ETH_SRC:
              set(
                  f,
                  out,
                  f.oxms()
                      .ethSrc(
                          MacAddress.of(
                              ((L2ModificationInstruction.ModEtherInstruction) i)
                                  .mac()
                                  .toBytes())));
              break;
            case ETH_DST:
              set(
                  f,
                  out,
                  f.oxms()
                      .ethDst(
                          MacAddress.of(
                              ((L2ModificationInstruction.ModEtherInstruction) i)
                                  .mac()
                                  .toBytes())));
              break;
            case VLAN_ID:
              set(
                  f,
                  out,
                  f.oxms()
                      .vlanVid(
                          OFVlanVidMatch.ofVlan(
                              ((L2ModificationInstruction.ModVlanIdInstruction) i)
                                  .vlanId()
                                  .toShort())));
              break;
            case VLAN_PUSH:
              out.add(
                  f.actions()
                      .pushVlan(
                          EthType.of(
                              ((L2ModificationInstruction.ModVlanHeaderInstruction) i)
                                      .ethernetType()
                                      .toShort()
                                  & 0xffff)));
              break;
            case VLAN_POP:
              out.add(f.actions().popVlan());
              break;
            default:
              throw new IllegalArgumentException("Unsupported instruction " + i);
          }
          break;
        case L3MODIFICATION:
          L3ModificationInstruction l3 = (L3ModificationInstruction) i;
          switch (l3.subtype()) {
            case IPV4_SRC:
              set(
                  f,
                  out,
                  f.oxms()
                      .ipv4Src(
                          IPv4Address.of(
                              ((L3ModificationInstruction.ModIPInstruction) i)
                                  .ip()
                                  .getIp4Address()
                                  .toInt())));
              break;
            case IPV4_DST:
              set(
                  f,
                  out,
                  f.oxms()
                      .ipv4Dst(
                          IPv4Address.of(
                              ((L3ModificationInstruction.ModIPInstruction) i)
                                  .ip()
                                  .getIp4Address()
                                  .toInt())));
              break;
            case DEC_TTL:
              out.add(f.actions().decNwTtl());
              break;
            default:
              throw new IllegalArgumentException("Unsupported instruction " + i);
          }
          break;
        default:
          throw new IllegalArgumentException("Unsupported instruction " + i);
      }
    }
    return out;
  }

  private static void set(
      OFFactory f, List<OFAction> out, org.projectfloodlight.openflow.protocol.oxm.OFOxm<?> oxm) {
    out.add(f.actions().setField(oxm));
  }

  static List<OFInstruction> instructions(OFFactory f, TrafficTreatment t) {
    List<OFInstruction> out = new ArrayList<>();
    t.meters().forEach(m -> out.add(f.instructions().meter(m.meterId().id())));
    List<OFAction> now = actions(f, t.immediate());
    if (!now.isEmpty()) {
      out.add(f.instructions().applyActions(now));
    }
    if (t.clearedDeferred()) {
      out.add(f.instructions().clearActions());
    }
    List<OFAction> later = actions(f, t.deferred());
    if (!later.isEmpty()) {
      out.add(f.instructions().writeActions(later));
    }
    if (t.tableTransition() != null) {
      out.add(f.instructions().gotoTable(TableId.of(t.tableTransition().tableId())));
    }
    return out;
  }

  enum Op {
    ADD,
    MODIFY,
    DELETE
  }

  static OFFlowMod flowMod(OFFactory f, FlowRule r, Op op, long xid) {
    OFFlowMod.Builder b =
        op == Op.ADD
            ? f.buildFlowAdd()
            : op == Op.MODIFY ? f.buildFlowModifyStrict() : f.buildFlowDeleteStrict();
    b.setXid(xid)
        .setCookie(U64.of(r.id().value()))
        .setBufferId(OFBufferId.NO_BUFFER)
        .setTableId(table(r))
        .setPriority(r.priority())
        .setMatch(match(f, r.selector()))
        .setFlags(Collections.singleton(OFFlowModFlags.SEND_FLOW_REM));
    if (op != Op.DELETE) {
      b.setInstructions(instructions(f, r.treatment()))
          .setIdleTimeout(r.isPermanent() ? 0 : r.timeout())
          .setHardTimeout(r.hardTimeout());
    } else {
      b.setOutPort(OFPort.ANY).setOutGroup(OFGroup.ANY);
    }
    return b.build();
  }

  /**
   * Best-effort decoding of a flow this node did not install (so that it can be listed and
   * removed).
   */
  static FlowEntry decode(DeviceId d, OFFlowStatsEntry e) {
    TrafficSelector.Builder s = DefaultTrafficSelector.builder();
    for (MatchField<?> mf : e.getMatch().getMatchFields()) {
      Match m = e.getMatch();
      switch (mf.id) {
        case IN_PORT:
          s.matchInPort(port(m.get(MatchField.IN_PORT)));
          break;
        case ETH_TYPE:
          s.matchEthType((short) m.get(MatchField.ETH_TYPE).getValue());
          break;
        case ETH_SRC:
          s.matchEthSrc(org.onlab.packet.MacAddress.valueOf(m.get(MatchField.ETH_SRC).getLong()));
          break;
        case ETH_DST:
          s.matchEthDst(org.onlab.packet.MacAddress.valueOf(m.get(MatchField.ETH_DST).getLong()));
          break;
        case VLAN_VID:
          s.matchVlanId(VlanId.vlanId(m.get(MatchField.VLAN_VID).getVlan()));
          break;
        case IP_PROTO:
          s.matchIPProtocol((byte) m.get(MatchField.IP_PROTO).getIpProtocolNumber());
          break;
        case IPV4_SRC:
          s.matchIPSrc(prefix(m, MatchField.IPV4_SRC));
          break;
        case IPV4_DST:
          s.matchIPDst(prefix(m, MatchField.IPV4_DST));
          break;
        case TCP_SRC:
          s.matchTcpSrc(tp(m.get(MatchField.TCP_SRC)));
          break;
        case TCP_DST:
          s.matchTcpDst(tp(m.get(MatchField.TCP_DST)));
          break;
        case UDP_SRC:
          s.matchUdpSrc(tp(m.get(MatchField.UDP_SRC)));
          break;
        case UDP_DST:
          s.matchUdpDst(tp(m.get(MatchField.UDP_DST)));
          break;
        default:
          break;
      }
    }
    TrafficTreatment.Builder t = DefaultTrafficTreatment.builder();
    for (OFInstruction i : e.getInstructions()) {
      if (i instanceof OFInstructionApplyActions) {
        for (OFAction a : ((OFInstructionApplyActions) i).getActions()) {
          if (a instanceof OFActionOutput) {
            t.setOutput(port(((OFActionOutput) a).getPort()));
          }
        }
      } else if (i instanceof OFInstructionGotoTable) {
        t.transition((int) ((OFInstructionGotoTable) i).getTableId().getValue());
      }
    }
    FlowRule r =
        DefaultFlowRule.builder()
            .forDevice(d)
            .withSelector(s.build())
            .withTreatment(t.build())
            .withPriority(e.getPriority())
            .forTable(e.getTableId().getValue())
            .withCookie(e.getCookie().getValue())
            .makePermanent()
            .build();
    return entry(r, e);
  }

  private static org.onlab.packet.TpPort tp(TransportPort p) {
    return org.onlab.packet.TpPort.tpPort(p.getPort());
  }

  private static Ip4Prefix prefix(Match m, MatchField<IPv4Address> field) {
    if (m.isPartiallyMasked(field)) {
      Masked<IPv4Address> v = m.getMasked(field);
      return Ip4Prefix.valueOf(v.getValue().getInt(), v.getMask().asCidrMaskLength());
    }
    return Ip4Prefix.valueOf(m.get(field).getInt(), 32);
  }

  static FlowEntry entry(FlowRule r, OFFlowStatsEntry e) {
    return new DefaultFlowEntry(
        r,
        FlowEntry.FlowEntryState.ADDED,
        e.getDurationSec(),
        java.util.concurrent.TimeUnit.SECONDS,
        e.getPacketCount().getValue(),
        e.getByteCount().getValue());
  }

  /** True when what the switch reports is exactly what the rule encodes to. */
  static boolean same(OFFactory f, FlowRule r, OFFlowStatsEntry e) {
    return r.priority() == e.getPriority()
        && table(r).equals(e.getTableId())
        && match(f, r.selector()).equals(e.getMatch())
        && instructions(f, r.treatment()).equals(e.getInstructions());
  }
}
