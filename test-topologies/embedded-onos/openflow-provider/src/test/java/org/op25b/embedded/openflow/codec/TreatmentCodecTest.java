package org.op25b.embedded.openflow.codec;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.onlab.packet.EthType;
import org.onlab.packet.Ip4Address;
import org.onlab.packet.Ip6Address;
import org.onlab.packet.MacAddress;
import org.onlab.packet.MplsLabel;
import org.onlab.packet.TpPort;
import org.onlab.packet.VlanId;
import org.onosproject.core.GroupId;
import org.onosproject.net.PortNumber;
import org.onosproject.net.flow.DefaultTrafficTreatment;
import org.onosproject.net.flow.TrafficTreatment;
import org.onosproject.net.flow.instructions.Instruction;
import org.onosproject.net.flow.instructions.Instructions;
import org.onosproject.net.meter.MeterId;
import org.projectfloodlight.openflow.protocol.OFFlowAdd;
import org.projectfloodlight.openflow.protocol.action.OFActionOutput;
import org.projectfloodlight.openflow.protocol.instruction.OFInstruction;
import org.projectfloodlight.openflow.protocol.instruction.OFInstructionApplyActions;
import org.projectfloodlight.openflow.types.OFPort;
import org.projectfloodlight.openflow.types.U32;

class TreatmentCodecTest {

  private static List<OFInstruction> sent(TrafficTreatment treatment) {
    List<OFInstruction> instructions = TreatmentCodec.encode(Wire.OF13, treatment);
    return Wire.through(
            Wire.OF13.buildFlowAdd().setInstructions(instructions).setXid(1).build(),
            OFFlowAdd.class)
        .getInstructions();
  }

  private static void assertComesBack(TrafficTreatment treatment) {
    List<String> undecoded = new ArrayList<>();
    assertThat(TreatmentCodec.decode(sent(treatment), undecoded)).isEqualTo(treatment);
    assertThat(undecoded).isEmpty();
  }

  private static List<Instruction> samples() {
    MacAddress mac = MacAddress.valueOf("fe:dc:ba:98:76:54");
    Ip4Address ip4 = Ip4Address.valueOf("255.0.0.1");
    Ip6Address ip6 = Ip6Address.valueOf("2001:db8::ff");
    TpPort port = TpPort.tpPort(65535);
    return List.of(
        Instructions.createOutput(PortNumber.portNumber(2)),
        Instructions.createOutput(PortNumber.CONTROLLER),
        Instructions.createOutput(PortNumber.NORMAL),
        Instructions.createOutput(PortNumber.IN_PORT),
        Instructions.createGroup(new GroupId(0x7fffff00)),
        Instructions.setQueue(3, null),
        Instructions.modL2Src(mac),
        Instructions.modL2Dst(mac),
        Instructions.modVlanId(VlanId.vlanId((short) 4094)),
        Instructions.modVlanPcp((byte) 7),
        Instructions.pushVlan(),
        Instructions.pushVlan(new EthType(0x88a8)),
        Instructions.popVlan(),
        Instructions.pushMpls(),
        Instructions.popMpls(new EthType(0x800)),
        Instructions.modMplsLabel(MplsLabel.mplsLabel(0xfffff)),
        Instructions.modMplsBos(true),
        Instructions.decMplsTtl(),
        Instructions.modTunnelId(-4),
        Instructions.modL3Src(ip4),
        Instructions.modL3Dst(ip4),
        Instructions.modL3IPv6Src(ip6),
        Instructions.modL3IPv6Dst(ip6),
        Instructions.modL3IPv6FlowLabel(0xfffff),
        Instructions.modIpDscp((byte) 46),
        Instructions.decNwTtl(),
        Instructions.copyTtlIn(),
        Instructions.copyTtlOut(),
        Instructions.modArpSpa(ip4),
        Instructions.modArpTpa(ip4),
        Instructions.modArpSha(mac),
        Instructions.modArpTha(mac),
        Instructions.modL3ArpOp((short) 2),
        Instructions.modTcpSrc(port),
        Instructions.modTcpDst(port),
        Instructions.modUdpSrc(port),
        Instructions.modUdpDst(port));
  }

  @Test
  void everyActionComesBackUnchanged() {
    for (Instruction i : samples()) {
      assertComesBack(DefaultTrafficTreatment.builder().add(i).build());
      assertComesBack(DefaultTrafficTreatment.builder().deferred().add(i).build());
    }
  }

  @Test
  void anEmptyTreatmentIsADrop() {
    assertThat(sent(DefaultTrafficTreatment.emptyTreatment())).isEmpty();
    assertComesBack(DefaultTrafficTreatment.builder().drop().build());
  }

  @Test
  void everyInstructionComesBackUnchanged() {
    assertComesBack(DefaultTrafficTreatment.builder().transition(254).build());
    assertComesBack(DefaultTrafficTreatment.builder().meter(MeterId.meterId(9)).build());
    assertComesBack(DefaultTrafficTreatment.builder().wipeDeferred().build());
    assertComesBack(DefaultTrafficTreatment.builder().writeMetadata(-2, 0xff00).build());
    assertComesBack(
        DefaultTrafficTreatment.builder()
            .meter(MeterId.meterId(1))
            .setEthDst(MacAddress.BROADCAST)
            .deferred()
            .setOutput(PortNumber.portNumber(3))
            .writeMetadata(1, 1)
            .transition(1)
            .build());
  }

  @Test
  void theControllerGetsTheWholePacket() {
    OFInstruction apply = sent(DefaultTrafficTreatment.builder().punt().build()).get(0);

    OFActionOutput output =
        (OFActionOutput) ((OFInstructionApplyActions) apply).getActions().get(0);
    assertThat(output.getPort()).isEqualTo(OFPort.CONTROLLER);
    assertThat(output.getMaxLen()).isEqualTo(0xffff);
  }

  @Test
  void whatHasNoFormIsNamed() {
    TrafficTreatment truncate =
        DefaultTrafficTreatment.builder().add(Instructions.truncate(64)).build();
    TrafficTreatment otherPort =
        DefaultTrafficTreatment.builder().setQueue(1, PortNumber.portNumber(2)).build();
    TrafficTreatment twoMeters =
        DefaultTrafficTreatment.builder()
            .meter(MeterId.meterId(1))
            .meter(MeterId.meterId(2))
            .build();

    for (TrafficTreatment t : List.of(truncate, otherPort, twoMeters)) {
      assertThrows(CodecException.class, () -> TreatmentCodec.encode(Wire.OF13, t));
    }
  }

  @Test
  void whatOnosCannotExpressIsReported() {
    List<String> undecoded = new ArrayList<>();
    List<OFInstruction> instructions =
        List.of(
            Wire.OF13
                .instructions()
                .applyActions(
                    List.of(
                        Wire.OF13.actions().setField(Wire.OF13.oxms().reg0(U32.of(5))),
                        Wire.OF13.actions().output(OFPort.of(1), 0))));

    TrafficTreatment treatment = TreatmentCodec.decode(instructions, undecoded);

    assertThat(treatment.immediate())
        .containsExactly(Instructions.createOutput(PortNumber.portNumber(1)));
    assertThat(undecoded).hasSize(1);
    assertThat(undecoded.get(0)).contains("Reg0");
  }
}
