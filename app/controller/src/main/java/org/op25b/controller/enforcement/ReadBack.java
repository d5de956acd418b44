package org.op25b.controller.enforcement;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import java.util.Map;
import java.util.OptionalInt;
import org.onlab.packet.VlanId;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.CoreService;
import org.onosproject.net.PortNumber;
import org.onosproject.net.flow.FlowEntry;
import org.onosproject.net.flow.FlowEntry.FlowEntryState;
import org.onosproject.net.flow.TableId;
import org.onosproject.net.flow.TrafficTreatment;
import org.onosproject.net.flow.criteria.Criterion;
import org.onosproject.net.flow.criteria.EthTypeCriterion;
import org.onosproject.net.flow.criteria.IPCriterion;
import org.onosproject.net.flow.criteria.IPProtocolCriterion;
import org.onosproject.net.flow.criteria.PortCriterion;
import org.onosproject.net.flow.criteria.TcpPortCriterion;
import org.onosproject.net.flow.criteria.UdpPortCriterion;
import org.onosproject.net.flow.criteria.VlanIdCriterion;
import org.onosproject.net.flow.instructions.Instruction;
import org.onosproject.net.flow.instructions.Instructions.OutputInstruction;
import org.op25b.controller.gate.GatePipeliner;
import org.op25b.policy.RateLimit;
import org.op25b.proof.Field;
import org.op25b.proof.RuleAction;
import org.op25b.proof.RuleMatch;
import org.op25b.proof.SwitchRule;
import org.op25b.proof.SwitchTable;
import org.op25b.proof.Ternary;

/**
 * Reads a switch's flow entries for the proof: those that ONOS has seen on the switch (state
 * ADDED), of every application. What the proof does not know makes a match opaque, never wider.
 */
final class ReadBack {
  /** OFPVID_PRESENT of OpenFlow 1.3: the packet has a tag. */
  private static final int TAGGED = 0x1000;

  private final CoreService core;
  private final ApplicationId ours;

  ReadBack(CoreService core, ApplicationId ours) {
    this.core = core;
    this.ours = ours;
  }

  SwitchTable table(Iterable<FlowEntry> entries, Map<Long, RateLimit> meters) {
    ImmutableList.Builder<SwitchRule> rules = ImmutableList.builder();
    boolean copiesEnd = Streams.stream(entries).allMatch(ReadBack::endsHere);
    for (FlowEntry entry : entries) {
      if (entry.state() == FlowEntryState.ADDED
          && entry.table().type() == TableId.Type.INDEX
          && !isPassage(entry)) {
        rules.add(rule(entry, copiesEnd));
      }
    }
    return SwitchTable.of(rules.build(), meters);
  }

  /**
   * The passage is where a table of drop rules ends on a switch whose driver puts forwarding behind
   * the gate: for the proof as if no rule matched.
   */
  private boolean isPassage(FlowEntry entry) {
    return entry.appId() == ours.id()
        && Effect.table(entry) == 0
        && Effect.of(entry) == Effect.LEAD_ON
        && entry.treatment().tableTransition().tableId() == GatePipeliner.FORWARDING_TABLE;
  }

  /**
   * Whether a rule, if it is in a table of copies, sends packets nowhere but to the controller,
   * where package {@code copies} takes them in.
   */
  private static boolean endsHere(FlowEntry entry) {
    if (!CopyTable.holds(entry)) {
      return true;
    }
    RuleAction action = action(entry.treatment());
    return !action.forwards() && action.gotoTable().isEmpty();
  }

  /**
   * Reads one rule.
   *
   * @param copiesEnd whether what gets into the tables of copies goes no further, so that for the
   *     proof a rule that leads there drops
   */
  private SwitchRule rule(FlowEntry entry, boolean copiesEnd) {
    ApplicationId owner = core.getAppId(entry.appId());
    return SwitchRule.of(
        Effect.table(entry),
        entry.priority(),
        match(entry),
        copiesEnd && CopyTable.isTargetOf(entry)
            ? RuleAction.of(OptionalInt.empty(), false, false)
            : action(entry.treatment()),
        owner == null ? "application " + entry.appId() : owner.name(),
        entry.appId() == ours.id(),
        entry.id().value());
  }

  private static RuleMatch match(FlowEntry entry) {
    RuleMatch.Builder match = RuleMatch.builder();
    entry.selector().criteria().forEach(criterion -> add(criterion, match));
    return match.build();
  }

  private static void add(Criterion criterion, RuleMatch.Builder match) {
    switch (criterion.type()) {
      case ETH_TYPE:
        match.with(Field.ETH_TYPE, ((EthTypeCriterion) criterion).ethType().toShort() & 0xffff);
        break;
      case IP_PROTO:
        match.with(Field.IP_PROTO, ((IPProtocolCriterion) criterion).protocol());
        break;
      case IPV4_SRC:
        match.with(Field.IPV4_SRC, Ternary.of(((IPCriterion) criterion).ip()));
        break;
      case IPV4_DST:
        match.with(Field.IPV4_DST, Ternary.of(((IPCriterion) criterion).ip()));
        break;
      case IPV6_SRC:
        match.with(Field.IPV6_SRC, Ternary.of(((IPCriterion) criterion).ip()));
        break;
      case IPV6_DST:
        match.with(Field.IPV6_DST, Ternary.of(((IPCriterion) criterion).ip()));
        break;
      case TCP_SRC:
        match.with(Field.TCP_SRC, ((TcpPortCriterion) criterion).tcpPort().toInt());
        break;
      case TCP_DST:
        match.with(Field.TCP_DST, ((TcpPortCriterion) criterion).tcpPort().toInt());
        break;
      case UDP_SRC:
        match.with(Field.UDP_SRC, ((UdpPortCriterion) criterion).udpPort().toInt());
        break;
      case UDP_DST:
        match.with(Field.UDP_DST, ((UdpPortCriterion) criterion).udpPort().toInt());
        break;
      case IN_PORT:
        match.with(Field.IN_PORT, ((PortCriterion) criterion).port().toLong() & 0xffffffffL);
        break;
      case VLAN_VID:
        addVlan(((VlanIdCriterion) criterion).vlanId(), match);
        break;
      default:
        match.opaque(true);
        break;
    }
  }

  private static void addVlan(VlanId vlan, RuleMatch.Builder match) {
    if (vlan.equals(VlanId.NONE)) {
      match.with(Field.VLAN, 0);
    } else if (vlan.equals(VlanId.ANY)) {
      match.with(Field.VLAN, Ternary.masked(Field.VLAN.width(), TAGGED, TAGGED));
    } else {
      match.with(Field.VLAN, TAGGED | (vlan.toShort() & 0xfff));
    }
  }

  private static RuleAction action(TrafficTreatment treatment) {
    boolean forwards = false;
    boolean toController = false;
    for (Instruction instruction : treatment.allInstructions()) {
      if (instruction.type() == Instruction.Type.OUTPUT) {
        boolean punt = ((OutputInstruction) instruction).port().equals(PortNumber.CONTROLLER);
        toController |= punt;
        forwards |= !punt;
      } else if (instruction.type() == Instruction.Type.GROUP) {
        forwards = true;
      }
    }
    OptionalInt next =
        treatment.tableTransition() == null
            ? OptionalInt.empty()
            : OptionalInt.of(treatment.tableTransition().tableId());
    RuleAction action = RuleAction.of(next, forwards, toController);
    return treatment.meters().isEmpty()
        ? action
        : action.metered(treatment.meters().iterator().next().meterId().id());
  }
}
