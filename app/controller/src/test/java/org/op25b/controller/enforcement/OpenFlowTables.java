package org.op25b.controller.enforcement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.onlab.packet.Ethernet;
import org.onlab.packet.IPv4;
import org.onlab.packet.IpAddress;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.IndexTableId;
import org.onosproject.net.flow.criteria.Criterion;
import org.onosproject.net.flow.criteria.EthTypeCriterion;
import org.onosproject.net.flow.criteria.IPCriterion;
import org.onosproject.net.flow.criteria.IPProtocolCriterion;
import org.onosproject.net.flow.criteria.TcpPortCriterion;
import org.onosproject.net.flow.instructions.Instruction;
import org.op25b.policy.TcpPacket;

/**
 * The flow tables of a switch in memory: flow rules go in and out as OpenFlow 1.3 says, and packets
 * are looked up in them. A criterion or an instruction that it does not know is an error, never
 * ignored.
 */
final class OpenFlowTables {
  private final Map<Integer, List<FlowRule>> tables = new TreeMap<>();

  /** Adds a rule; one of the same match and priority is replaced (OFPFC_ADD). */
  void add(FlowRule rule) {
    remove(rule);
    tables.computeIfAbsent(tableOf(rule), t -> new ArrayList<>()).add(rule);
  }

  /** Removes the rule of the same match and priority (OFPFC_DELETE_STRICT). */
  void remove(FlowRule rule) {
    tables
        .getOrDefault(tableOf(rule), new ArrayList<>())
        .removeIf(
            other ->
                other.priority() == rule.priority() && other.selector().equals(rule.selector()));
  }

  /** Whether there is a rule of the same match and priority. */
  boolean wouldReplace(FlowRule rule) {
    return tables.getOrDefault(tableOf(rule), List.of()).contains(rule);
  }

  /** The rules that end by themselves. */
  List<FlowRule> ending() {
    List<FlowRule> ending = new ArrayList<>();
    tables.values().forEach(rules -> ending.addAll(rules));
    ending.removeIf(rule -> EndingRule.endOf(rule).isEmpty());
    return ending;
  }

  void clear() {
    tables.clear();
  }

  int size() {
    return tables.values().stream().mapToInt(List::size).sum();
  }

  List<FlowRule> rules() {
    return tables.values().stream().flatMap(List::stream).collect(Collectors.toList());
  }

  boolean contains(FlowRule rule) {
    return tables.getOrDefault(tableOf(rule), List.of()).stream().anyMatch(rule::exactMatch);
  }

  boolean containsAll(Collection<FlowRule> rules) {
    return rules.stream().allMatch(this::contains);
  }

  /** Whether the switch sends the packet out of some port. No match is a drop, as OpenFlow says. */
  boolean forwards(TcpPacket packet) {
    int table = 0;
    while (true) {
      Optional<FlowRule> rule = lookup(table, packet);
      if (rule.isEmpty()) {
        return false;
      }
      for (Instruction instruction : rule.get().treatment().immediate()) {
        switch (instruction.type()) {
          case NOACTION:
            break;
          case OUTPUT:
            return true;
          default:
            throw new AssertionError("unknown instruction " + instruction);
        }
      }
      if (rule.get().treatment().tableTransition() == null) {
        return false;
      }
      int next = rule.get().treatment().tableTransition().tableId();
      if (next <= table) {
        throw new AssertionError("a switch refuses to go from table " + table + " to " + next);
      }
      table = next;
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    tables.values().forEach(rules -> rules.forEach(rule -> text.append(rule).append('\n')));
    return text.toString();
  }

  private Optional<FlowRule> lookup(int table, TcpPacket packet) {
    return tables.getOrDefault(table, List.of()).stream()
        .filter(rule -> rule.selector().criteria().stream().allMatch(c -> matches(c, packet)))
        .max(Comparator.comparingInt(FlowRule::priority));
  }

  private static boolean matches(Criterion criterion, TcpPacket packet) {
    switch (criterion.type()) {
      case ETH_TYPE:
        int type = ((EthTypeCriterion) criterion).ethType().toShort() & 0xffff;
        return type
            == ((packet.source().isIp4() ? Ethernet.TYPE_IPV4 : Ethernet.TYPE_IPV6) & 0xffff);
      case IP_PROTO:
        return ((IPProtocolCriterion) criterion).protocol() == IPv4.PROTOCOL_TCP;
      case IPV4_SRC:
      case IPV6_SRC:
        return within(criterion, packet.source());
      case IPV4_DST:
      case IPV6_DST:
        return within(criterion, packet.destination());
      case TCP_SRC:
        return ((TcpPortCriterion) criterion).tcpPort().toInt() == packet.sourcePort();
      case TCP_DST:
        return ((TcpPortCriterion) criterion).tcpPort().toInt() == packet.destinationPort();
      default:
        throw new AssertionError("unknown criterion " + criterion);
    }
  }

  private static boolean within(Criterion criterion, IpAddress address) {
    return ((IPCriterion) criterion).ip().contains(address);
  }

  private static int tableOf(FlowRule rule) {
    return ((IndexTableId) rule.table()).id();
  }
}
