package org.op25b.policy;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;

/** What arbitrary policies seldom show: what is reported, and the rarer shapes of prefixes. */
class DeciderTest {
  private static final IpAddress CUSTOMER = IpAddress.valueOf("198.18.0.7");
  private static final IpAddress OUTSIDE = IpAddress.valueOf("192.0.2.25");
  private static final IpAddress MTA = IpAddress.valueOf("203.0.113.25");

  private static Decision decide(Phase phase, TcpPacket packet) {
    Policy policy =
        Policy.builder()
            .setMailServerGroups(group("wide", "203.0.113.0/24"), group("one", MTA + "/32"))
            .setPools(
                Pool.builder()
                    .setName("p")
                    .setPrefixes(IpPrefix.valueOf("198.18.0.0/16"))
                    .setMailServers("wide")
                    .setPhase(phase)
                    .build())
            .build();
    return new Decider(policy.everywhere()).decide(packet, PolicyArbitraries.NOON);
  }

  private static MailServerGroup group(String name, String server) {
    return MailServerGroup.builder().setName(name).setServers(IpPrefix.valueOf(server)).build();
  }

  @Test
  void whenBothDirectionsPassTheOneThatSomebodyAnsweredIsReported() {
    Decision toPool = decide(Phase.MONITOR, TcpPacket.of(OUTSIDE, 25, CUSTOMER, 25));
    assertEquals(Reason.MONITOR, toPool.reason());
    assertEquals(Direction.FROM_25, toPool.direction().get());
    assertEquals(Phase.MONITOR, toPool.phase().get());
    Decision fromPool = decide(Phase.MONITOR, TcpPacket.of(CUSTOMER, 25, OUTSIDE, 25));
    assertEquals(Direction.TOWARD_25, fromPool.direction().get());
    assertThat(fromPool.wouldBlock()).isTrue();
    Decision neither = decide(Phase.MONITOR, TcpPacket.fragmentOf(OUTSIDE, OUTSIDE));
    assertEquals(Reason.NOT_COVERED, neither.reason());
    assertEquals(Direction.TOWARD_25, neither.direction().get());
  }

  @Test
  void aServerInsideAWiderEntryBelongsToBothGroups() {
    Decision decision = decide(Phase.BLOCK, TcpPacket.of(CUSTOMER, 50000, MTA, 25));
    assertEquals(Reason.OWN_MTA, decision.reason());
    assertEquals("wide", decision.mailServerGroup().get().name());
    Decision mta = decide(Phase.BLOCK, TcpPacket.of(MTA, 50000, OUTSIDE, 25));
    assertThat(mta.mailServerGroup().isPresent()).isTrue();
  }

  @Test
  void allBitsOfAnAddressCount() {
    PrefixIndex index =
        PrefixIndex.of(
            ImmutableList.of(
                IpPrefix.valueOf("2001:db8:0:0:1:2::/96"),
                IpPrefix.valueOf("2001:db8:0:1::/64"),
                IpPrefix.valueOf("2001:db8:0:2:8000::/65")));
    assertThat(index.longestMatch(IpAddress.valueOf("2001:db8::1:2:0:0"))).isEqualTo(0);
    assertThat(index.longestMatch(IpAddress.valueOf("2001:db8::1:2:ffff:ffff"))).isEqualTo(0);
    assertThat(index.longestMatch(IpAddress.valueOf("2001:db8::1:3:0:0"))).isEqualTo(-1);
    assertThat(index.longestMatch(IpAddress.valueOf("2001:db8:0:1:ffff::"))).isEqualTo(1);
    assertThat(index.longestMatch(IpAddress.valueOf("2001:db8:0:2:7fff::"))).isEqualTo(-1);
    assertThat(index.longestMatch(IpAddress.valueOf("2001:db8:0:2:ffff::"))).isEqualTo(2);
    assertThat(index.longestMatch(IpAddress.valueOf("2001:db8:0:3::"))).isEqualTo(-1);
  }

  @Test
  void aPrefixThatHoldsOneInItsLastAddressOverlapsIt() {
    PrefixIndex index = PrefixIndex.of(ImmutableList.of(IpPrefix.valueOf("10.0.0.1/32")));
    assertThat(index.overlaps(IpPrefix.valueOf("10.0.0.0/31"))).isTrue();
    assertThat(index.overlaps(IpPrefix.valueOf("10.0.0.0/32"))).isFalse();
    assertThat(index.overlaps(IpPrefix.valueOf("10.0.0.2/31"))).isFalse();
  }
}
