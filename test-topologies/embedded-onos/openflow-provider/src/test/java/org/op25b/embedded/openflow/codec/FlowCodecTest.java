package org.op25b.embedded.openflow.codec;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpPrefix;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.PortNumber;
import org.onosproject.net.flow.DefaultFlowRule;
import org.onosproject.net.flow.DefaultTrafficSelector;
import org.onosproject.net.flow.DefaultTrafficTreatment;
import org.onosproject.net.flow.FlowEntry;
import org.onosproject.net.flow.FlowEntry.FlowEntryState;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.FlowRule.FlowRemoveReason;
import org.onosproject.net.flow.criteria.Criteria;
import org.onosproject.net.flow.criteria.Criterion;
import org.onosproject.net.flow.oldbatch.FlowRuleBatchEntry.FlowRuleOperation;
import org.projectfloodlight.openflow.protocol.OFFactories;
import org.projectfloodlight.openflow.protocol.OFFlowDelete;
import org.projectfloodlight.openflow.protocol.OFFlowMod;
import org.projectfloodlight.openflow.protocol.OFFlowModFlags;
import org.projectfloodlight.openflow.protocol.OFFlowRemoved;
import org.projectfloodlight.openflow.protocol.OFFlowRemovedReason;
import org.projectfloodlight.openflow.protocol.OFFlowStatsEntry;
import org.projectfloodlight.openflow.protocol.OFFlowStatsReply;
import org.projectfloodlight.openflow.protocol.OFVersion;
import org.projectfloodlight.openflow.protocol.match.Match;
import org.projectfloodlight.openflow.protocol.match.MatchField;
import org.projectfloodlight.openflow.types.EthType;
import org.projectfloodlight.openflow.types.IPv4Address;
import org.projectfloodlight.openflow.types.OFGroup;
import org.projectfloodlight.openflow.types.OFPort;
import org.projectfloodlight.openflow.types.TableId;
import org.projectfloodlight.openflow.types.U64;

class FlowCodecTest {
  private static final DeviceId DEVICE = DeviceId.deviceId("of:0000000000000001");

  private static FlowRule.Builder rule() {
    return DefaultFlowRule.builder()
        .forDevice(DEVICE)
        .forTable(3)
        .withPriority(65535)
        .fromApp(new DefaultApplicationId(5, "test"))
        .withHardTimeout(60)
        .makePermanent()
        .withSelector(
            DefaultTrafficSelector.builder()
                .matchEthType((short) 0x86dd)
                .matchIPv6Src(IpPrefix.valueOf("2001:db8::/33"))
                .build())
        .withTreatment(
            DefaultTrafficTreatment.builder().setOutput(PortNumber.portNumber(2)).build());
  }

  private static OFFlowMod encode(FlowRule rule, FlowRuleOperation operation) {
    return Wire.through(FlowModEncoder.encode(Wire.OF13, rule, operation, 77), OFFlowMod.class);
  }

  private static OFFlowStatsEntry onSwitch(FlowRule rule) {
    OFFlowMod mod = encode(rule, FlowRuleOperation.ADD);
    OFFlowStatsEntry entry =
        Wire.OF13
            .buildFlowStatsEntry()
            .setTableId(mod.getTableId())
            .setPriority(mod.getPriority())
            .setMatch(mod.getMatch())
            .setInstructions(mod.getInstructions())
            .setCookie(mod.getCookie())
            .setHardTimeout(mod.getHardTimeout())
            .setDurationSec(12)
            .setPacketCount(U64.of(34))
            .setByteCount(U64.of(56))
            .build();
    return Wire.through(
            Wire.OF13.buildFlowStatsReply().setXid(1).setEntries(List.of(entry)).build(),
            OFFlowStatsReply.class)
        .getEntries()
        .get(0);
  }

  @Test
  void aRuleReadBackIsExactlyTheRuleThatWasWritten() {
    FlowRule rule = rule().build();

    FlowEntry entry = FlowEntryDecoder.decode(DEVICE, onSwitch(rule));

    assertThat(entry.exactMatch(rule)).isTrue();
    assertThat(entry.id()).isEqualTo(rule.id());
    assertThat(entry.treatment()).isEqualTo(rule.treatment());
    assertThat(entry.hardTimeout()).isEqualTo(60);
    assertThat(entry.state()).isEqualTo(FlowEntryState.ADDED);
    assertThat(entry.life()).isEqualTo(12);
    assertThat(entry.packets()).isEqualTo(34);
    assertThat(entry.bytes()).isEqualTo(56);
  }

  @Test
  void aFlowModCarriesCookieAndAsksToReportRemoval() {
    FlowRule rule = rule().build();

    OFFlowMod mod = encode(rule, FlowRuleOperation.ADD);

    assertThat(mod.getXid()).isEqualTo(77);
    assertThat(mod.getCookie()).isEqualTo(U64.of(rule.id().value()));
    assertThat(mod.getFlags()).containsExactly(OFFlowModFlags.SEND_FLOW_REM);
    assertThat(mod.getTableId()).isEqualTo(TableId.of(3));
    assertThat(mod.getPriority()).isEqualTo(65535);
  }

  @Test
  void aRemovalIsStrictAndForAnyPort() {
    OFFlowMod mod = encode(rule().build(), FlowRuleOperation.REMOVE);

    assertThat(mod.getCommand().name()).isEqualTo("DELETE_STRICT");
    assertThat(mod.getOutPort()).isEqualTo(OFPort.ANY);
    assertThat(mod.getOutGroup()).isEqualTo(OFGroup.ANY);
  }

  @Test
  void aRuleThatOnosCannotExpressIsMarkedAndStillRemovable() {
    Match match =
        Wire.OF13
            .buildMatch()
            .setExact(MatchField.ETH_TYPE, EthType.IPv4)
            .setMasked(
                MatchField.IPV4_SRC, IPv4Address.of("10.0.0.0"), IPv4Address.of("255.0.255.0"))
            .build();
    OFFlowStatsEntry foreign =
        onSwitch(rule().build()).createBuilder().setMatch(match).setCookie(U64.of(9)).build();

    FlowEntry entry = FlowEntryDecoder.decode(DEVICE, foreign);
    OFFlowMod removal = encode(entry, FlowRuleOperation.REMOVE);

    assertThat(entry.selector().getCriterion(Criterion.Type.DUMMY)).isNotNull();
    assertThat(entry.selector().getCriterion(Criterion.Type.ETH_TYPE)).isNotNull();
    assertThat(removal).isInstanceOf(OFFlowDelete.class);
    assertThat(removal.getCookie()).isEqualTo(U64.of(9));
    assertThat(removal.getCookieMask()).isEqualTo(U64.NO_MASK);
    assertThat(removal.getMatch().get(MatchField.ETH_TYPE)).isEqualTo(EthType.IPv4);
  }

  @Test
  void aMarkedRuleIsNeverWritten() {
    FlowRule marked =
        rule().withSelector(DefaultTrafficSelector.builder().add(Criteria.dummy()).build()).build();

    assertThrows(CodecException.class, () -> encode(marked, FlowRuleOperation.ADD));
  }

  @Test
  void aRemovedRuleSaysWhy() {
    assertThat(removed(OFFlowRemovedReason.DELETE)).isEqualTo(FlowRemoveReason.DELETE);
    assertThat(removed(OFFlowRemovedReason.HARD_TIMEOUT)).isEqualTo(FlowRemoveReason.HARD_TIMEOUT);
    assertThat(removed(OFFlowRemovedReason.IDLE_TIMEOUT)).isEqualTo(FlowRemoveReason.IDLE_TIMEOUT);
    assertThat(removed(OFFlowRemovedReason.GROUP_DELETE)).isEqualTo(FlowRemoveReason.GROUP_DELETE);
  }

  private static FlowRemoveReason removed(OFFlowRemovedReason reason) {
    FlowRule rule = rule().build();
    OFFlowMod mod = encode(rule, FlowRuleOperation.ADD);
    OFFlowRemoved message =
        Wire.through(
            Wire.OF13
                .buildFlowRemoved()
                .setXid(1)
                .setTableId(mod.getTableId())
                .setPriority(mod.getPriority())
                .setMatch(mod.getMatch())
                .setCookie(mod.getCookie())
                .setReason(reason)
                .build(),
            OFFlowRemoved.class);

    FlowEntry entry = FlowEntryDecoder.decode(DEVICE, message);

    assertThat(entry).isEqualTo(rule);
    assertThat(entry.state()).isEqualTo(FlowEntryState.REMOVED);
    return entry.reason();
  }

  @Test
  void aValueThatTheLibraryRefusesIsNoSurprise() {
    FlowRule rule =
        rule()
            .withSelector(
                DefaultTrafficSelector.builder().add(Criteria.matchIPProtocol((short) 255)).build())
            .build();

    CodecException e =
        assertThrows(CodecException.class, () -> encode(rule, FlowRuleOperation.ADD));

    assertThat(e).hasMessageThat().contains("255");
  }

  @Test
  void anOlderProtocolIsRefused() {
    CodecException e =
        assertThrows(
            CodecException.class,
            () ->
                FlowModEncoder.encode(
                    OFFactories.getFactory(OFVersion.OF_10),
                    rule().build(),
                    FlowRuleOperation.ADD,
                    1));

    assertThat(e).hasMessageThat().contains("OF_10");
  }
}
