package org.op25b.lab.forwarding;

import static com.google.common.truth.Truth.assertThat;

import com.google.common.collect.ImmutableSetMultimap;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.PortNumber;
import org.onosproject.net.flow.criteria.Criterion;
import org.onosproject.net.flowobjective.ForwardingObjective;

class RouteTest {
  private static final DeviceId EDGE = DeviceId.deviceId("of:0000000000000001");
  private static final Route DEFAULT = route("0.0.0.0/0", 10);
  private static final Route POOL = route("198.51.100.0/24", 1);
  private static final Route HOST = route("198.51.100.7/32", 2);
  private static final Route POOL6 = route("2001:db8:100::/48", 1);

  private final RoutingTable table =
      new RoutingTable(
          ImmutableSetMultimap.<DeviceId, Route>builder()
              .putAll(EDGE, DEFAULT, POOL, HOST, POOL6)
              .build());

  @Test
  void longestPrefixWins() {
    assertThat(table.lookup(EDGE, IpAddress.valueOf("198.51.100.7")).get()).isEqualTo(HOST);
    assertThat(table.lookup(EDGE, IpAddress.valueOf("198.51.100.8")).get()).isEqualTo(POOL);
    assertThat(table.lookup(EDGE, IpAddress.valueOf("192.0.2.1")).get()).isEqualTo(DEFAULT);
    assertThat(table.lookup(EDGE, IpAddress.valueOf("2001:db8:100::1")).get()).isEqualTo(POOL6);
    assertThat(table.lookup(EDGE, IpAddress.valueOf("2001:db8::1")).isPresent()).isFalse();
  }

  @Test
  void priorityIsTenPlusPrefixLength() {
    ForwardingObjective objective = HOST.objective(new DefaultApplicationId(1, "lab")).add();

    assertThat(objective.priority()).isEqualTo(42);
    assertThat(objective.permanent()).isTrue();
    assertThat(objective.flag()).isEqualTo(ForwardingObjective.Flag.VERSATILE);
  }

  @Test
  void ipv6DestinationIsMatchedAsIpv6() {
    assertThat(POOL6.selector().getCriterion(Criterion.Type.IPV6_DST)).isNotNull();
    assertThat(POOL6.selector().getCriterion(Criterion.Type.IPV4_DST)).isNull();
  }

  private static Route route(String to, int port) {
    return Route.of(IpPrefix.valueOf(to), PortNumber.portNumber(port));
  }
}
