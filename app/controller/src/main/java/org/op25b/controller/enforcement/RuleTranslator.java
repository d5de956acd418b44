package org.op25b.controller.enforcement;

import java.util.Optional;
import org.onlab.packet.Ethernet;
import org.onlab.packet.IPv4;
import org.onlab.packet.IpPrefix;
import org.onlab.packet.TpPort;
import org.onosproject.core.ApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.PortNumber;
import org.onosproject.net.flow.DefaultFlowRule;
import org.onosproject.net.flow.DefaultTrafficSelector;
import org.onosproject.net.flow.DefaultTrafficTreatment;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.TrafficSelector;
import org.onosproject.net.flow.TrafficTreatment;
import org.op25b.compile.Action;
import org.op25b.compile.Match;
import org.op25b.compile.Port25;
import org.op25b.compile.Rule;
import org.op25b.compile.trie.Family;

/**
 * Writes compiled rules as ONOS flow rules. ONOS derives a rule's id, which OpenFlow carries as its
 * cookie, from the application's id, the match, the priority and the table: the same rule has the
 * same cookie after every restart, so a switch that still holds it need not change anything.
 */
final class RuleTranslator {
  private final ApplicationId appId;
  private final RateMeters meters;

  /** A translator for switches without meters. */
  RuleTranslator(ApplicationId appId) {
    this(appId, RateMeters.NONE);
  }

  RuleTranslator(ApplicationId appId, RateMeters meters) {
    this.appId = appId;
    this.meters = meters;
  }

  /** Begins to translate for a switch. */
  void begin(DeviceId device) {
    meters.plan(device);
  }

  /** Returns the rule for a switch on which blocked packets end where they are. */
  FlowRule translate(DeviceId device, Rule rule) {
    return translate(device, rule, false);
  }

  /**
   * Returns the rule as ONOS takes it.
   *
   * @param copies whether blocked packets end in the tables of copies
   * @throws UnsupportedOperationException when the action cannot be written as a flow rule alone
   */
  FlowRule translate(DeviceId device, Rule rule, boolean copies) {
    return DefaultFlowRule.builder()
        .forDevice(device)
        .forTable(rule.table())
        .withPriority(rule.priority())
        .withSelector(selector(rule.match()))
        .withTreatment(treatment(device, rule, copies))
        .fromApp(appId)
        .makePermanent()
        .build();
  }

  private static TrafficSelector selector(Match match) {
    TrafficSelector.Builder selector = DefaultTrafficSelector.builder();
    if (match.family().isEmpty()) {
      return selector.build();
    }
    boolean ip4 = match.family().get() == Family.IPV4;
    selector.matchEthType(ip4 ? Ethernet.TYPE_IPV4 : Ethernet.TYPE_IPV6);
    Optional<IpPrefix> source = match.source();
    Optional<IpPrefix> destination = match.destination();
    source.ifPresent(ip4 ? selector::matchIPSrc : selector::matchIPv6Src);
    destination.ifPresent(ip4 ? selector::matchIPDst : selector::matchIPv6Dst);
    if (match.port() != Port25.ANY) {
      selector.matchIPProtocol(IPv4.PROTOCOL_TCP);
      match.port().tcpSource().ifPresent(port -> selector.matchTcpSrc(TpPort.tpPort(port)));
      match.port().tcpDestination().ifPresent(port -> selector.matchTcpDst(TpPort.tpPort(port)));
    }
    return selector.build();
  }

  private TrafficTreatment treatment(DeviceId device, Rule rule, boolean copies) {
    Action action = rule.action();
    TrafficTreatment.Builder treatment = DefaultTrafficTreatment.builder();
    action.meter().ifPresent(meter -> treatment.meter(meters.meter(device, meter)));
    // Of a fragment no port is seen, and who answers from port 25 is not the customer.
    if (copies && action.drops() && rule.match().port() == Port25.TOWARD_SMTP) {
      CopyTable end = action.kind() == Action.Kind.REJECT ? CopyTable.REJECT : CopyTable.SAMPLE;
      return treatment.transition(end.number()).build();
    }
    if (action.drops()) {
      return treatment.drop().build();
    }
    action.nextTable().ifPresent(treatment::transition);
    action
        .uplink()
        .ifPresent(
            uplink ->
                treatment.setOutput(
                    uplink.port().isPresent()
                        ? PortNumber.portNumber(uplink.port().getAsInt())
                        : PortNumber.NORMAL));
    return treatment.build();
  }
}
