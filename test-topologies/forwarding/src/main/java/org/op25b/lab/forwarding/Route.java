package org.op25b.lab.forwarding;

import com.google.auto.value.AutoValue;
import org.onlab.packet.Ethernet;
import org.onlab.packet.IpPrefix;
import org.onosproject.core.ApplicationId;
import org.onosproject.net.PortNumber;
import org.onosproject.net.flow.DefaultTrafficSelector;
import org.onosproject.net.flow.DefaultTrafficTreatment;
import org.onosproject.net.flow.TrafficSelector;
import org.onosproject.net.flow.TrafficTreatment;
import org.onosproject.net.flowobjective.DefaultForwardingObjective;
import org.onosproject.net.flowobjective.ForwardingObjective;

/** One line of a device's static routing table. */
@AutoValue
abstract class Route {
  /**
   * Above the core's packet requests, below intents (100) for short prefixes only, as in real life.
   */
  private static final int BASE_PRIORITY = 10;

  abstract IpPrefix to();

  abstract PortNumber port();

  static Route of(IpPrefix to, PortNumber port) {
    return new AutoValue_Route(to, port);
  }

  /** The longest prefix wins: its length is part of the priority. */
  int priority() {
    return BASE_PRIORITY + to().prefixLength();
  }

  TrafficSelector selector() {
    TrafficSelector.Builder selector = DefaultTrafficSelector.builder();
    if (to().isIp4()) {
      selector.matchEthType(Ethernet.TYPE_IPV4).matchIPDst(to());
    } else {
      selector.matchEthType(Ethernet.TYPE_IPV6).matchIPv6Dst(to());
    }
    return selector.build();
  }

  TrafficTreatment treatment() {
    return DefaultTrafficTreatment.builder().setOutput(port()).build();
  }

  ForwardingObjective.Builder objective(ApplicationId appId) {
    return DefaultForwardingObjective.builder()
        .withFlag(ForwardingObjective.Flag.VERSATILE)
        .withSelector(selector())
        .withTreatment(treatment())
        .withPriority(priority())
        .fromApp(appId)
        .makePermanent();
  }
}
