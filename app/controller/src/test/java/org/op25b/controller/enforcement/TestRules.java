package org.op25b.controller.enforcement;

import com.google.common.collect.ImmutableList;
import org.onlab.packet.Ethernet;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.PortNumber;
import org.onosproject.net.flow.DefaultFlowRule;
import org.onosproject.net.flow.DefaultTrafficSelector;
import org.onosproject.net.flow.DefaultTrafficTreatment;
import org.onosproject.net.flow.FlowRule;

/** What tests of rules share: another application's forwarding, and addresses and ports to try. */
final class TestRules {
  static final DeviceId EDGE = DeviceId.deviceId("of:0000000000000001");

  /** Inside and outside the prefixes that the tests use, and on their borders. */
  static final ImmutableList<String> ADDRESSES =
      ImmutableList.of(
          "198.51.99.255",
          "198.51.100.0",
          "198.51.100.7",
          "198.51.100.255",
          "198.51.101.0",
          "192.0.2.1",
          "192.0.2.200",
          "203.0.113.25",
          "2001:db8:ff:ffff::1",
          "2001:db8:100::7",
          "2001:db8:1ff::7",
          "2001:db8:200::7",
          "2001:db8:25::25",
          "2001:db8:999::25");

  /** Unseen, SMTP, the two ports that must never be touched, and a client's. */
  static final ImmutableList<Integer> PORTS = ImmutableList.of(0, 25, 465, 587, 40_000);

  private TestRules() {}

  static FlowRule forwardIp4() {
    return forward(Ethernet.TYPE_IPV4);
  }

  static FlowRule forwardIp6() {
    return forward(Ethernet.TYPE_IPV6);
  }

  private static FlowRule forward(short etherType) {
    return DefaultFlowRule.builder()
        .forDevice(EDGE)
        .withPriority(10)
        .withSelector(DefaultTrafficSelector.builder().matchEthType(etherType).build())
        .withTreatment(
            DefaultTrafficTreatment.builder().setOutput(PortNumber.portNumber(1)).build())
        .fromApp(new DefaultApplicationId(1, "other"))
        .makePermanent()
        .build();
  }
}
