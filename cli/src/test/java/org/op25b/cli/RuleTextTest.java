package org.op25b.cli;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;
import org.onlab.packet.Ethernet;
import org.onlab.packet.IPv4;
import org.onlab.packet.IpPrefix;
import org.onlab.packet.TpPort;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.DefaultFlowRule;
import org.onosproject.net.flow.DefaultTrafficSelector;
import org.onosproject.net.flow.DefaultTrafficTreatment;
import org.onosproject.net.flow.TrafficSelector;

class RuleTextTest {
  @Test
  void towardPort25() {
    assertThat(
            text(
                DefaultTrafficSelector.builder()
                    .matchEthType(Ethernet.TYPE_IPV4)
                    .matchIPSrc(IpPrefix.valueOf("198.51.100.0/24"))
                    .matchIPProtocol(IPv4.PROTOCOL_TCP)
                    .matchTcpDst(TpPort.tpPort(25))
                    .build()))
        .isEqualTo("tcp 198.51.100.0/24 > any port 25");
  }

  @Test
  void fragmentsFromIpv6() {
    assertThat(
            text(
                DefaultTrafficSelector.builder()
                    .matchEthType(Ethernet.TYPE_IPV6)
                    .matchIPv6Dst(IpPrefix.valueOf("2001:db8:100::/40"))
                    .matchIPProtocol(IPv4.PROTOCOL_TCP)
                    .matchTcpSrc(TpPort.tpPort(0))
                    .build()))
        .isEqualTo("tcp6 any port ? > 2001:db8:100::/40");
  }

  @Test
  void everything() {
    assertThat(text(DefaultTrafficSelector.emptySelector())).isEqualTo("any");
  }

  private static String text(TrafficSelector selector) {
    return RuleText.match(
        DefaultFlowRule.builder()
            .forDevice(DeviceId.deviceId("of:0000000000000001"))
            .withPriority(1)
            .withSelector(selector)
            .withTreatment(DefaultTrafficTreatment.builder().drop().build())
            .fromApp(new DefaultApplicationId(7, "org.op25b"))
            .makePermanent()
            .build());
  }
}
