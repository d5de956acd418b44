package org.op25b.embedded.openflow.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.DefaultFlowEntry;
import org.onosproject.net.flow.DefaultFlowRule;
import org.onosproject.net.flow.DefaultTrafficSelector;
import org.onosproject.net.flow.FlowEntry;
import org.onosproject.net.flow.FlowEntry.FlowEntryState;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.FlowRule.FlowRemoveReason;
import org.onosproject.net.flow.TrafficSelector;
import org.onosproject.net.flow.TrafficTreatment;
import org.onosproject.net.flow.criteria.Criteria;
import org.projectfloodlight.openflow.protocol.OFFlowRemoved;
import org.projectfloodlight.openflow.protocol.OFFlowRemovedReason;
import org.projectfloodlight.openflow.protocol.OFFlowStatsEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flow entries as switches report them. A rule that no selector or treatment of ONOS can express in
 * full carries the criterion DUMMY, so that nobody takes it for a rule that ONOS knows, and is
 * logged once for each poll.
 */
public final class FlowEntryDecoder {
  private static final Logger log = LoggerFactory.getLogger(FlowEntryDecoder.class);

  private FlowEntryDecoder() {}

  /** A rule that is on the switch, with its counters. */
  public static FlowEntry decode(DeviceId device, OFFlowStatsEntry entry) {
    List<String> undecoded = new ArrayList<>();
    TrafficTreatment treatment = TreatmentCodec.decode(entry.getInstructions(), undecoded);
    TrafficSelector selector = MatchDecoder.decode(entry.getMatch(), undecoded);
    if (!undecoded.isEmpty()) {
      log.warn(
          "Table {} of {} has a rule with cookie {} that ONOS cannot express: {}",
          entry.getTableId(),
          device,
          entry.getCookie(),
          undecoded);
      selector = DefaultTrafficSelector.builder(selector).add(Criteria.dummy()).build();
    }
    FlowRule rule =
        rule(entry.getIdleTimeout())
            .forDevice(device)
            .forTable(entry.getTableId().getValue())
            .withPriority(entry.getPriority())
            .withSelector(selector)
            .withTreatment(treatment)
            .withCookie(entry.getCookie().getValue())
            .withHardTimeout(entry.getHardTimeout())
            .build();
    return new DefaultFlowEntry(
        rule,
        FlowEntryState.ADDED,
        TimeUnit.SECONDS.toNanos(entry.getDurationSec()) + entry.getDurationNsec(),
        TimeUnit.NANOSECONDS,
        entry.getPacketCount().getValue(),
        entry.getByteCount().getValue());
  }

  /** A rule that has left the switch, and why. */
  public static FlowEntry decode(DeviceId device, OFFlowRemoved removed) {
    FlowRule rule =
        rule(removed.getIdleTimeout())
            .forDevice(device)
            .forTable(removed.getTableId().getValue())
            .withPriority(removed.getPriority())
            .withSelector(MatchDecoder.decode(removed.getMatch(), new ArrayList<>()))
            .withTreatment(TreatmentCodec.decode(List.of(), new ArrayList<>()))
            .withCookie(removed.getCookie().getValue())
            .withHardTimeout(removed.getHardTimeout())
            .withReason(reason(removed.getReason()))
            .build();
    return new DefaultFlowEntry(
        rule,
        FlowEntryState.REMOVED,
        TimeUnit.SECONDS.toNanos(removed.getDurationSec()) + removed.getDurationNsec(),
        TimeUnit.NANOSECONDS,
        removed.getPacketCount().getValue(),
        removed.getByteCount().getValue());
  }

  private static FlowRule.Builder rule(int idleTimeout) {
    FlowRule.Builder rule = DefaultFlowRule.builder();
    return idleTimeout == 0 ? rule.makePermanent() : rule.makeTemporary(idleTimeout);
  }

  private static FlowRemoveReason reason(OFFlowRemovedReason reason) {
    switch (reason) {
      case IDLE_TIMEOUT:
        return FlowRemoveReason.IDLE_TIMEOUT;
      case HARD_TIMEOUT:
        return FlowRemoveReason.HARD_TIMEOUT;
      case DELETE:
        return FlowRemoveReason.DELETE;
      case GROUP_DELETE:
        return FlowRemoveReason.GROUP_DELETE;
      case METER_DELETE:
        return FlowRemoveReason.METER_DELETE;
      case EVICTION:
        return FlowRemoveReason.EVICTION;
      default:
        return FlowRemoveReason.NO_REASON;
    }
  }
}
