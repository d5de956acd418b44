package org.op25b.embedded.openflow.codec;

import static org.onosproject.net.flow.criteria.Criterion.Type.DUMMY;

import java.util.EnumSet;
import org.onosproject.net.flow.DefaultTrafficSelector;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.IndexTableId;
import org.onosproject.net.flow.TrafficSelector;
import org.onosproject.net.flow.oldbatch.FlowRuleBatchEntry.FlowRuleOperation;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFFlowMod;
import org.projectfloodlight.openflow.protocol.OFFlowModFlags;
import org.projectfloodlight.openflow.protocol.OFVersion;
import org.projectfloodlight.openflow.types.OFBufferId;
import org.projectfloodlight.openflow.types.OFGroup;
import org.projectfloodlight.openflow.types.OFPort;
import org.projectfloodlight.openflow.types.TableId;
import org.projectfloodlight.openflow.types.U64;

/** Flow rules as flow mods. */
public final class FlowModEncoder {
  private FlowModEncoder() {}

  /**
   * Encodes one operation on a rule, as ONOS's own provider does (FlowModBuilderVer13): the cookie
   * is the flow id, a removal is strict, a modification is not, the switch must report removal, and
   * only the hard timeout goes to the switch; idle timeouts are kept by the core.
   *
   * @throws CodecException if the rule has no form in OpenFlow 1.3
   */
  public static OFFlowMod encode(
      OFFactory factory, FlowRule rule, FlowRuleOperation operation, long xid) {
    if (factory.getVersion().getWireVersion() < OFVersion.OF_13.getWireVersion()) {
      throw new CodecException("the switch speaks " + factory.getVersion() + ", not OF_13");
    }
    if (operation == FlowRuleOperation.REMOVE && rule.selector().getCriterion(DUMMY) != null) {
      return removeInexpressible(factory, rule, xid);
    }
    try {
      return build(factory, rule, operation, xid);
    } catch (IllegalArgumentException e) {
      // openflowj's word for a value out of range.
      throw new CodecException(e.getMessage());
    }
  }

  private static OFFlowMod build(
      OFFactory factory, FlowRule rule, FlowRuleOperation operation, long xid) {
    OFFlowMod.Builder mod = builder(factory, operation);
    mod.setXid(xid)
        .setCookie(U64.of(rule.id().value()))
        .setBufferId(OFBufferId.NO_BUFFER)
        .setOutPort(OFPort.ANY)
        .setOutGroup(OFGroup.ANY)
        .setTableId(table(rule))
        .setPriority(rule.priority())
        .setHardTimeout(rule.hardTimeout())
        .setFlags(EnumSet.of(OFFlowModFlags.SEND_FLOW_REM))
        .setMatch(MatchEncoder.encode(factory, rule.selector()));
    if (operation != FlowRuleOperation.REMOVE) {
      mod.setInstructions(TreatmentCodec.encode(factory, rule.treatment()));
    }
    return mod.build();
  }

  /**
   * Removes a rule that {@link FlowEntryDecoder} could not express. Its exact match is unknown, so
   * its table, cookie and the criteria that are known must find it.
   */
  private static OFFlowMod removeInexpressible(OFFactory factory, FlowRule rule, long xid) {
    TrafficSelector.Builder known = DefaultTrafficSelector.builder();
    rule.selector().criteria().stream().filter(c -> c.type() != DUMMY).forEach(known::add);
    return factory
        .buildFlowDelete()
        .setXid(xid)
        .setCookie(U64.of(rule.id().value()))
        .setCookieMask(U64.NO_MASK)
        .setBufferId(OFBufferId.NO_BUFFER)
        .setOutPort(OFPort.ANY)
        .setOutGroup(OFGroup.ANY)
        .setTableId(table(rule))
        .setMatch(MatchEncoder.encode(factory, known.build()))
        .build();
  }

  private static OFFlowMod.Builder builder(OFFactory factory, FlowRuleOperation operation) {
    switch (operation) {
      case ADD:
        return factory.buildFlowAdd();
      case MODIFY:
        return factory.buildFlowModify();
      case REMOVE:
        return factory.buildFlowDeleteStrict();
      default:
        throw new CodecException("cannot encode operation " + operation);
    }
  }

  private static TableId table(FlowRule rule) {
    if (!(rule.table() instanceof IndexTableId)) {
      throw new CodecException("cannot encode table " + rule.table());
    }
    int table = ((IndexTableId) rule.table()).id();
    if (table < 0 || table > 254) {
      throw new CodecException("a table is between 0 and 254, not " + table);
    }
    return TableId.of(table);
  }
}
