package org.op25b.controller.wouldblock;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.truth.Truth.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSetMultimap;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.onosproject.net.DeviceId;
import org.op25b.policy.Decider;
import org.op25b.policy.Decision;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;
import org.op25b.policy.TcpPacket;

class SourceCountsTest {
  private static final IpAddress OUTSIDE = IpAddress.valueOf("192.0.2.25");
  private static final IpAddress OUTSIDE6 = IpAddress.valueOf("2001:db8:ee::25");

  private final SourceCounts counts = new SourceCounts(200, 1000, 32, 64);
  private Instant now = Instant.parse("2026-07-01T00:00:00Z");
  private Policy policy = policy(Phase.MONITOR);

  private static Policy policy(Phase phase) {
    return Policy.builder()
        .setEdges(EdgeSwitch.builder().setDevice(DeviceId.deviceId("of:1")).build())
        .setPools(
            Pool.builder()
                .setName("east")
                .setPrefixes(prefix("198.18.0.0/16"), prefix("2001:db8:100::/48"))
                .setPhase(phase)
                .build(),
            Pool.builder()
                .setName("nested")
                .setPrefixes(prefix("198.18.16.0/20"))
                .setPhase(Phase.BLOCK)
                .build())
        .build();
  }

  private static IpPrefix prefix(String text) {
    return IpPrefix.valueOf(text);
  }

  private void send(String source, long packets) {
    counts.counted(partOf(PartedPolicy.of(policy, counts.parts()), source), packets, now);
  }

  /** What the switches count it for: the longest prefix decides. */
  private static PoolPart partOf(Policy parted, String source) {
    IpAddress address = IpAddress.valueOf(source);
    Pool pool =
        parted.pools().stream()
            .flatMap(each -> each.prefixes().stream().map(p -> Map.entry(p, each)))
            .filter(each -> each.getKey().contains(address))
            .max(Comparator.comparingInt(each -> each.getKey().prefixLength()))
            .get()
            .getValue();
    return PoolPart.named(pool.name());
  }

  private boolean divide() {
    now = now.plusSeconds(5);
    return counts.divide(policy, 1, now);
  }

  private ImmutableList<String> exact() {
    return counts.sources().stream()
        .filter(WouldBlockSource::exact)
        .map(WouldBlockSource::sourceText)
        .collect(toImmutableList());
  }

  @Test
  void findsEachSourceThatGoesOnSending() {
    for (int i = 0; i < 7; i++) {
      send("198.18.3.7", 30);
      send("198.18.200.9", 10);
      send("2001:db8:100:7::11", 20);
      divide();
    }
    assertThat(exact()).containsExactly("198.18.3.7", "2001:db8:100:7::/64", "198.18.200.9");
    assertThat(divide()).isFalse();
    WouldBlockSource first = counts.sources().get(0);
    assertThat(first.pool()).isEqualTo("east");
    assertThat(first.packets() % 30).isEqualTo(0);
    assertThat(first.lastSeen()).isGreaterThan(first.firstSeen());
  }

  @Test
  void whoHasSentOnceIsInAListedPrefix() {
    send("198.18.3.7", 1);
    divide();
    send("198.18.3.7", 1);
    divide();
    assertThat(counts.sources()).hasSize(1);
    WouldBlockSource seen = counts.sources().get(0);
    assertThat(seen.exact()).isFalse();
    assertThat(seen.source().contains(IpAddress.valueOf("198.18.3.7"))).isTrue();
  }

  /** Whatever is divided: no packet has another fate. */
  @Test
  void aPartedPolicyDecidesEveryPacketAlike() {
    Decider before = new Decider(policy.everywhere());
    for (int i = 0; i < 7; i++) {
      send("198.18.15.255", 1);
      send("198.18.32.0", 1);
      send("2001:db8:100:7::11", 1);
      divide();
      Policy parted = PartedPolicy.of(policy, counts.parts());
      assertThat(
              parted.pools().stream()
                  .flatMap(pool -> pool.prefixes().stream())
                  .collect(toImmutableList()))
          .containsNoDuplicates();
      Decider after = new Decider(parted.everywhere());
      for (int third = 0; third < 256; third++) {
        for (String source : new String[] {"198.18." + third + ".0", "198.18." + third + ".255"}) {
          assertSame(before, after, source, OUTSIDE);
        }
        assertSame(before, after, "2001:db8:100:" + Integer.toHexString(third) + "::1", OUTSIDE6);
      }
    }
    assertThat(counts.parts().get("east")).isNotEmpty();
    assertThat(counts.parts().get("nested")).isEmpty();
  }

  private void assertSame(Decider before, Decider after, String source, IpAddress to) {
    TcpPacket packet = TcpPacket.of(IpAddress.valueOf(source), 40000, to, 25);
    Decision then = before.decide(packet, now);
    Decision nowadays = after.decide(packet, now);
    assertThat(nowadays.verdict()).isEqualTo(then.verdict());
    assertThat(nowadays.wouldBlock()).isEqualTo(then.wouldBlock());
    assertThat(nowadays.pool().map(Pool::name).map(PoolPart::named).map(PoolPart::pool))
        .isEqualTo(then.pool().map(Pool::name));
  }

  @Test
  void findsMoreSourcesThanThereAreCounters() {
    SourceCounts few = new SourceCounts(64, 1000, 32, 64);
    for (int i = 0; i < 150; i++) {
      Policy parted = PartedPolicy.of(policy, few.parts());
      for (int n = 0; n < 60; n++) {
        few.counted(partOf(parted, "198.18." + (32 + n * 3) + "." + n), 1, now);
      }
      now = now.plusSeconds(5);
      few.divide(policy, 1, now);
      assertThat(few.parts().size()).isAtMost(64);
    }
    assertThat(few.sources().stream().filter(WouldBlockSource::exact).count()).isAtLeast(45);
  }

  @Test
  void saysWhenThereAreNoMoreCounters() {
    SourceCounts few = new SourceCounts(10, 1000, 32, 64);
    for (int i = 0; i < 3; i++) {
      few.counted(partOf(PartedPolicy.of(policy, few.parts()), "198.18.40.1"), 1, now);
      now = now.plusSeconds(5);
      few.divide(policy, 1, now);
    }
    assertThat(few.limit()).contains("10 counters");
  }

  @Test
  void aFullSwitchIsLeftAlone() {
    send("198.18.3.7", 30);
    assertThat(divide()).isTrue();
    send("198.18.3.7", 30);
    assertThat(counts.divide(policy, 0.15, now)).isFalse();
    assertThat(counts.limit()).contains("no room");
    assertThat(counts.divide(policy, 0.05, now)).isTrue();
    assertThat(counts.parts()).isEqualTo(ImmutableSetMultimap.of());
  }

  @Test
  void aPoolThatIsMonitoredNoLongerIsNotDivided() {
    send("198.18.3.7", 30);
    divide();
    policy = policy(Phase.BLOCK);
    assertThat(PartedPolicy.of(policy, counts.parts())).isSameInstanceAs(policy);
    assertThat(divide()).isTrue();
    assertThat(counts.parts().isEmpty()).isTrue();
    assertThat(counts.sources()).isEmpty();
  }

  @Test
  void aPartIsKnownByItsName() {
    PoolPart part = PoolPart.of("east", Optional.of(prefix("198.18.3.0/24")));
    assertThat(PoolPart.named(part.name())).isEqualTo(part);
    assertThat(PoolPart.named("east")).isEqualTo(PoolPart.of("east", Optional.empty()));
  }

  @Test
  void piecesMakeUpTheWhole() {
    assertThat(Pieces.nth(prefix("198.18.16.0/20"), 24, 15)).isEqualTo(prefix("198.18.31.0/24"));
    assertThat(Pieces.nth(prefix("0.0.0.0/0"), 4, 9)).isEqualTo(prefix("144.0.0.0/4"));
    assertThat(Pieces.nth(prefix("2001:db8:100::/48"), 52, 10))
        .isEqualTo(prefix("2001:db8:100:a000::/52"));
  }
}
