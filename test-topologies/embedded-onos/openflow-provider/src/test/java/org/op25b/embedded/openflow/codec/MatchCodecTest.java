package org.op25b.embedded.openflow.codec;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.onlab.packet.Ip4Address;
import org.onlab.packet.Ip4Prefix;
import org.onlab.packet.Ip6Address;
import org.onlab.packet.Ip6Prefix;
import org.onlab.packet.IpPrefix;
import org.onlab.packet.MacAddress;
import org.onlab.packet.MplsLabel;
import org.onlab.packet.TpPort;
import org.onlab.packet.VlanId;
import org.onosproject.net.PortNumber;
import org.onosproject.net.flow.DefaultTrafficSelector;
import org.onosproject.net.flow.TrafficSelector;
import org.onosproject.net.flow.criteria.Criteria;
import org.onosproject.net.flow.criteria.Criterion;
import org.projectfloodlight.openflow.protocol.OFFlowAdd;
import org.projectfloodlight.openflow.protocol.match.Match;
import org.projectfloodlight.openflow.protocol.match.MatchField;
import org.projectfloodlight.openflow.types.IPv4Address;
import org.projectfloodlight.openflow.types.OFVlanVidMatch;
import org.projectfloodlight.openflow.types.U32;

class MatchCodecTest {

  private static Match sent(TrafficSelector selector) {
    Match match = MatchEncoder.encode(Wire.OF13, selector);
    return Wire.through(Wire.OF13.buildFlowAdd().setMatch(match).setXid(1).build(), OFFlowAdd.class)
        .getMatch();
  }

  private static TrafficSelector of(Criterion... criteria) {
    TrafficSelector.Builder selector = DefaultTrafficSelector.builder();
    for (Criterion c : criteria) {
      selector.add(c);
    }
    return selector.build();
  }

  private static void assertComesBack(Criterion... criteria) {
    List<String> undecoded = new ArrayList<>();
    assertThat(MatchDecoder.decode(sent(of(criteria)), undecoded)).isEqualTo(of(criteria));
    assertThat(undecoded).isEmpty();
  }

  /** One of every kind, with values at both ends of what the field can hold. */
  private static List<Criterion> samples() {
    MacAddress mac = MacAddress.valueOf("fe:dc:ba:98:76:54");
    MacAddress mask = MacAddress.valueOf("ff:ff:00:00:00:00");
    TpPort port = TpPort.tpPort(65535);
    TpPort portMask = TpPort.tpPort(0xfff0);
    TpPort masked = TpPort.tpPort(0x0010);
    Ip4Address ip4 = Ip4Address.valueOf("255.255.255.254");
    return List.of(
        Criteria.matchInPort(PortNumber.portNumber(1)),
        Criteria.matchInPort(PortNumber.LOCAL),
        Criteria.matchInPhyPort(PortNumber.portNumber(7)),
        Criteria.matchMetadata(-2),
        Criteria.matchTunnelId(-3),
        Criteria.matchEthDst(mac),
        Criteria.matchEthSrc(mac),
        Criteria.matchEthDstMasked(MacAddress.valueOf("fe:dc:00:00:00:00"), mask),
        Criteria.matchEthSrcMasked(MacAddress.valueOf("fe:dc:00:00:00:00"), mask),
        Criteria.matchEthType(0x86dd),
        Criteria.matchVlanId(VlanId.vlanId((short) 0)),
        Criteria.matchVlanId(VlanId.vlanId((short) 4094)),
        Criteria.matchVlanId(VlanId.NONE),
        Criteria.matchVlanId(VlanId.ANY),
        Criteria.matchVlanPcp((byte) 7),
        Criteria.matchMplsLabel(MplsLabel.mplsLabel(0xfffff)),
        Criteria.matchMplsBos(true),
        Criteria.matchMplsBos(false),
        Criteria.matchIPDscp((byte) 63),
        Criteria.matchIPEcn((byte) 3),
        Criteria.matchIPProtocol((short) 6),
        Criteria.matchIPProtocol((short) 254),
        Criteria.matchIPSrc(IpPrefix.valueOf("203.0.113.0/24")),
        Criteria.matchIPDst(IpPrefix.valueOf("255.255.255.255/32")),
        Criteria.matchIPv6Src(IpPrefix.valueOf("2001:db8::/37")),
        Criteria.matchIPv6Dst(IpPrefix.valueOf("2001:db8::1/128")),
        Criteria.matchIPv6FlowLabel(0xfffff),
        Criteria.matchIPv6ExthdrFlags(0x1ff),
        Criteria.matchArpOp(2),
        Criteria.matchArpSpa(ip4),
        Criteria.matchArpTpa(ip4),
        Criteria.matchArpSha(mac),
        Criteria.matchArpTha(mac),
        Criteria.matchTcpSrc(port),
        Criteria.matchTcpDst(TpPort.tpPort(0)),
        Criteria.matchTcpSrcMasked(masked, portMask),
        Criteria.matchTcpDstMasked(masked, portMask),
        Criteria.matchUdpSrc(port),
        Criteria.matchUdpDst(port),
        Criteria.matchUdpSrcMasked(masked, portMask),
        Criteria.matchUdpDstMasked(masked, portMask),
        Criteria.matchSctpSrc(port),
        Criteria.matchSctpDst(port),
        Criteria.matchSctpSrcMasked(masked, portMask),
        Criteria.matchSctpDstMasked(masked, portMask),
        Criteria.matchIcmpType((short) 255),
        Criteria.matchIcmpCode((short) 255),
        Criteria.matchIcmpv6Type((short) 135),
        Criteria.matchIcmpv6Code((short) 255),
        Criteria.matchIPv6NDTargetAddress(Ip6Address.valueOf("fe80::1")),
        Criteria.matchIPv6NDSourceLinkLayerAddress(mac),
        Criteria.matchIPv6NDTargetLinkLayerAddress(mac));
  }

  @Test
  void everyKindOfCriterionComesBackUnchanged() {
    samples().forEach(MatchCodecTest::assertComesBack);
  }

  @Test
  void onlyCriteriaForeignToOpenFlow13HaveNoSample() {
    Set<Criterion.Type> missing = EnumSet.allOf(Criterion.Type.class);
    samples().forEach(c -> missing.remove(c.type()));

    assertThat(missing)
        .containsExactly(
            Criterion.Type.ACTSET_OUTPUT,
            Criterion.Type.DUMMY,
            Criterion.Type.EXTENSION,
            Criterion.Type.INNER_VLAN_PCP,
            Criterion.Type.INNER_VLAN_VID,
            Criterion.Type.MPLS_TC,
            Criterion.Type.OCH_SIGID,
            Criterion.Type.OCH_SIGTYPE,
            Criterion.Type.ODU_SIGID,
            Criterion.Type.ODU_SIGTYPE,
            Criterion.Type.PACKET_TYPE,
            Criterion.Type.PBB_ISID,
            Criterion.Type.PBB_UCA,
            Criterion.Type.PROTOCOL_INDEPENDENT,
            Criterion.Type.TCP_FLAGS,
            Criterion.Type.UNASSIGNED_40);
  }

  @Test
  void aCriterionThatCannotBeEncodedIsNamed() {
    CodecException e =
        assertThrows(
            CodecException.class,
            () -> MatchEncoder.encode(Wire.OF13, of(Criteria.matchTcpFlags(2))));

    assertThat(e).hasMessageThat().contains("TCP_FLAGS");
  }

  @Property
  void ip4PrefixesComeBackUnchanged(@ForAll int address, @ForAll @IntRange(max = 32) int length) {
    if (length > 0) { // a prefix of length 0 matches everything and is not on the wire
      assertComesBack(Criteria.matchIPSrc(Ip4Prefix.valueOf(address, length)));
      assertComesBack(Criteria.matchIPDst(Ip4Prefix.valueOf(address, length)));
    }
  }

  @Property
  void ip6PrefixesComeBackUnchanged(
      @ForAll("ip6") byte[] address, @ForAll @IntRange(min = 1, max = 128) int length) {
    assertComesBack(Criteria.matchIPv6Src(Ip6Prefix.valueOf(address, length)));
    assertComesBack(Criteria.matchIPv6Dst(Ip6Prefix.valueOf(address, length)));
  }

  @Provide
  Arbitrary<byte[]> ip6() {
    return Arbitraries.bytes().array(byte[].class).ofSize(16);
  }

  @Property
  void maskedPortsComeBackUnchanged(
      @ForAll @IntRange(max = 65535) int port, @ForAll @IntRange(min = 1, max = 65534) int mask) {
    TpPort value = TpPort.tpPort(port & mask);
    assertComesBack(Criteria.matchTcpSrcMasked(value, TpPort.tpPort(mask)));
    assertComesBack(Criteria.matchTcpDstMasked(value, TpPort.tpPort(mask)));
    assertComesBack(Criteria.matchUdpDstMasked(value, TpPort.tpPort(mask)));
  }

  @Property
  void whatAppliesTogetherComesBackTogether(
      @ForAll int source,
      @ForAll @IntRange(min = 1, max = 32) int length,
      @ForAll @IntRange(max = 65535) int port,
      @ForAll @IntRange(max = 4094) int vlan) {
    assertComesBack(
        Criteria.matchEthType(0x800),
        Criteria.matchVlanId(VlanId.vlanId((short) vlan)),
        Criteria.matchIPProtocol((short) 6),
        Criteria.matchIPSrc(Ip4Prefix.valueOf(source, length)),
        Criteria.matchTcpDst(TpPort.tpPort(port)));
  }

  @Test
  void whatOnosCannotExpressIsMarked() {
    Match.Builder match = Wire.OF13.buildMatch();
    match.setMasked(MatchField.IPV4_SRC, IPv4Address.of("10.0.0.0"), IPv4Address.of("255.0.255.0"));
    match.setMasked(MatchField.ARP_SPA, IPv4Address.of("10.0.0.0"), IPv4Address.of("255.0.0.0"));
    match.setMasked(
        MatchField.VLAN_VID,
        OFVlanVidMatch.ofRawVid((short) 0x1010),
        OFVlanVidMatch.ofRawVid((short) 0x1ff0));
    match.setExact(MatchField.REG0, U32.of(5));
    List<String> undecoded = new ArrayList<>();

    TrafficSelector selector = MatchDecoder.decode(match.build(), undecoded);

    assertThat(selector.getCriterion(Criterion.Type.DUMMY)).isNotNull();
    assertEquals(4, undecoded.size(), undecoded::toString);
    for (String field :
        List.of(
            "ipv4_src=10.0.0.0/255.0.255.0", "arp_spa=10.0.0.0/255.0.0.0", "vlan_vid", "reg0=")) {
      assertTrue(
          undecoded.stream().anyMatch(u -> u.contains(field)), () -> field + " in " + undecoded);
    }
  }
}
