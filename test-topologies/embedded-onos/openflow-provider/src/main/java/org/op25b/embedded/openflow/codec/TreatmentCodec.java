package org.op25b.embedded.openflow.codec;

import java.util.ArrayList;
import java.util.List;
import org.onosproject.net.flow.DefaultTrafficTreatment;
import org.onosproject.net.flow.TrafficTreatment;
import org.onosproject.net.flow.instructions.Instructions.MetadataInstruction;
import org.onosproject.net.flow.instructions.Instructions.MeterInstruction;
import org.onosproject.net.meter.MeterId;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.action.OFAction;
import org.projectfloodlight.openflow.protocol.instruction.OFInstruction;
import org.projectfloodlight.openflow.protocol.instruction.OFInstructionApplyActions;
import org.projectfloodlight.openflow.protocol.instruction.OFInstructionGotoTable;
import org.projectfloodlight.openflow.protocol.instruction.OFInstructionMeter;
import org.projectfloodlight.openflow.protocol.instruction.OFInstructionWriteActions;
import org.projectfloodlight.openflow.protocol.instruction.OFInstructionWriteMetadata;
import org.projectfloodlight.openflow.types.TableId;
import org.projectfloodlight.openflow.types.U64;

/** Treatments as OpenFlow 1.3 instructions, and back. */
public final class TreatmentCodec {
  private TreatmentCodec() {}

  /**
   * Encodes a treatment, in the order in which a switch carries it out (OpenFlow 1.3.5, 5.9).
   *
   * @throws CodecException if a part of it has no form in OpenFlow 1.3
   */
  public static List<OFInstruction> encode(OFFactory factory, TrafficTreatment treatment) {
    if (treatment.meters().size() > 1) {
      throw new CodecException("OpenFlow 1.3 takes one meter for each rule: " + treatment.meters());
    }
    if (treatment.statTrigger() != null) {
      throw new CodecException("cannot encode instruction " + treatment.statTrigger());
    }
    List<OFInstruction> out = new ArrayList<>();
    for (MeterInstruction meter : treatment.meters()) {
      out.add(factory.instructions().meter(meter.meterId().id()));
    }
    List<OFAction> now = ActionEncoder.encode(factory, treatment.immediate());
    if (!now.isEmpty()) {
      out.add(factory.instructions().applyActions(now));
    }
    if (treatment.clearedDeferred()) {
      out.add(factory.instructions().clearActions());
    }
    List<OFAction> later = ActionEncoder.encode(factory, treatment.deferred());
    if (!later.isEmpty()) {
      out.add(factory.instructions().writeActions(later));
    }
    MetadataInstruction metadata = treatment.writeMetadata();
    if (metadata != null) {
      out.add(
          factory
              .instructions()
              .writeMetadata(U64.of(metadata.metadata()), U64.of(metadata.metadataMask())));
    }
    if (treatment.tableTransition() != null) {
      out.add(factory.instructions().gotoTable(TableId.of(treatment.tableTransition().tableId())));
    }
    return out;
  }

  /** Decodes instructions; adds a description of each part that ONOS cannot express. */
  public static TrafficTreatment decode(List<OFInstruction> instructions, List<String> undecoded) {
    TrafficTreatment.Builder treatment = DefaultTrafficTreatment.builder();
    for (OFInstruction i : instructions) {
      switch (i.getType()) {
        case APPLY_ACTIONS:
          ActionDecoder.decode(
              ((OFInstructionApplyActions) i).getActions(), treatment.immediate(), undecoded);
          break;
        case WRITE_ACTIONS:
          ActionDecoder.decode(
              ((OFInstructionWriteActions) i).getActions(), treatment.deferred(), undecoded);
          break;
        case CLEAR_ACTIONS:
          treatment.wipeDeferred();
          break;
        case GOTO_TABLE:
          treatment.transition((int) ((OFInstructionGotoTable) i).getTableId().getValue());
          break;
        case WRITE_METADATA:
          OFInstructionWriteMetadata metadata = (OFInstructionWriteMetadata) i;
          treatment.writeMetadata(
              metadata.getMetadata().getValue(), metadata.getMetadataMask().getValue());
          break;
        case METER:
          treatment.meter(MeterId.meterId(((OFInstructionMeter) i).getMeterId()));
          break;
        default:
          undecoded.add("instruction " + i);
      }
    }
    return treatment.build();
  }
}
