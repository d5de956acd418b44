package org.op25b.policy;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.op25b.policy.PolicyArbitraries.device;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpPrefix;

/** What a policy answers about itself, and what of it concerns one edge switch. */
class PolicyTest {
  private static final EdgeSwitch EAST =
      EdgeSwitch.builder().setDevice(device(1)).setArea("east").build();
  private static final EdgeSwitch WEST =
      EdgeSwitch.builder().setDevice(device(2)).setArea("west").build();
  private static final EdgeSwitch BORDER =
      EdgeSwitch.builder().setDevice(device(3)).setBorder(true).build();
  private static final MailServerGroup OWN =
      MailServerGroup.builder()
          .setName("own")
          .setServers(prefix("203.0.113.25/32"))
          .setInbound(InboundPolicy.builder().build())
          .build();

  private static IpPrefix prefix(String text) {
    return IpPrefix.valueOf(text);
  }

  private static Pool.Builder pool(String name, String... prefixes) {
    return Pool.builder()
        .setName(name)
        .setPrefixes(Lists.transform(ImmutableList.copyOf(prefixes), IpPrefix::valueOf))
        .setPhase(Phase.BLOCK);
  }

  private static Policy policy(Pool... pools) {
    return Policy.builder()
        .setEdges(EAST, WEST, BORDER)
        .setMailServerGroups(OWN)
        .setPools(pools)
        .build();
  }

  @Test
  void findsThingsByName() {
    Pool pool = pool("p", "10.0.0.0/8").build();
    Policy policy = policy(pool);
    assertThat(policy.pool("p").get()).isEqualTo(pool);
    assertThat(policy.pool("q").isPresent()).isFalse();
    assertThat(policy.mailServerGroup("own").get()).isEqualTo(OWN);
    assertThat(policy.mailServerGroup("other").isPresent()).isFalse();
    assertThat(policy.edge(device(2)).get()).isEqualTo(WEST);
    assertThat(policy.edge(device(9)).isPresent()).isFalse();
  }

  @Test
  void onlyEdgeSwitchesCanBeAsked() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> policy().at(device(9)));
    assertThat(e).hasMessageThat().contains("of:9 is not an edge switch");
  }

  @Test
  void aPoolStandsBehindTheEdgesItNamesOrThoseOfItsAreaOrAll() {
    Pool named = pool("n", "10.0.0.0/8").setEdges(device(3)).setArea("east").build();
    Pool ofArea = pool("a", "11.0.0.0/8").setArea("west").build();
    Pool ofUnknownArea = pool("u", "12.0.0.0/8").setArea("north").build();
    Pool anywhere = pool("w", "13.0.0.0/8").build();
    Policy policy = policy(named, ofArea, ofUnknownArea, anywhere);
    assertThat(policy.edgesOf(named)).containsExactly(device(3));
    assertThat(policy.edgesOf(ofArea)).containsExactly(device(2));
    assertThat(policy.edgesOf(ofUnknownArea)).containsExactly(device(1), device(2), device(3));
    assertThat(policy.edgesOf(anywhere)).containsExactly(device(1), device(2), device(3));
  }

  @Test
  void aSwitchKnowsItsPoolsAndTheForeignOnesNestedInThem() {
    Pool here = pool("here", "10.0.0.0/16").setArea("east").build();
    Pool nested = pool("nested", "10.0.1.0/24", "10.9.0.0/24").setArea("west").build();
    Pool around = pool("around", "10.0.0.0/8").setArea("west").build();
    EdgePolicy east = policy(here, nested, around).at(device(1));
    assertThat(east.edge().get()).isEqualTo(EAST);
    assertThat(east.elsewhere()).containsExactly("nested");
    assertEquals(
        ImmutableList.of(
            here,
            nested.toBuilder().setPrefixes(prefix("10.0.1.0/24")).setPhase(Phase.OFF).build()),
        east.pools());
  }

  @Test
  void inboundPoliciesAreKnownAtTheBorderAloneAndThereAllPoolsToo() {
    Pool east = pool("east", "10.0.0.0/8").setArea("east").build();
    Policy policy = policy(east);
    assertThat(policy.at(device(1)).mailServerGroups().get(0).inbound().isPresent()).isFalse();
    EdgePolicy border = policy.at(device(3));
    assertThat(border.mailServerGroups()).containsExactly(OWN);
    assertThat(border.elsewhere()).containsExactly("east");
    Policy withoutInbound =
        policy.toBuilder()
            .setMailServerGroups(OWN.toBuilder().setInbound(java.util.Optional.empty()).build())
            .build();
    assertThat(withoutInbound.at(device(3)).pools()).isEmpty();
    assertThat(policy.everywhere().mailServerGroups()).containsExactly(OWN);
    Policy noBorder = policy.toBuilder().setEdges(EAST).build();
    assertThat(noBorder.everywhere().mailServerGroups().get(0).inbound().isPresent()).isFalse();
  }

  @Test
  void exemptionsConcernTheSwitchesWhosePoolsTheyOverlap() {
    Pool pool = pool("p", "10.0.1.0/24", "10.0.9.0/24").setArea("east").build();
    Policy policy =
        policy(pool).toBuilder()
            .setExemptions(
                exemption("inside", "10.0.1.7/32"),
                exemption("around", "10.0.0.0/21"),
                exemption("before", "10.0.0.0/24"),
                exemption("between", "10.0.4.0/24"),
                exemption("same", "10.0.9.0/24"),
                exemption("after", "10.0.10.0/24"),
                exemption("ip6", "2001:db8::/32"))
            .build();
    assertEquals(
        ImmutableList.of("inside", "around", "same"),
        Lists.transform(policy.at(device(1)).exemptions(), Exemption::id));
    assertThat(policy.at(device(2)).exemptions()).isEmpty();
    assertThat(policy.everywhere().exemptions()).hasSize(3);
  }

  private static Exemption exemption(String id, String prefix) {
    return Exemption.builder().setId(id).setCustomer("C").setPrefix(prefix(prefix)).build();
  }

  @Test
  void prefixesOfAPoolStandByFamily() {
    assertEquals(
        ImmutableList.of(prefix("10.0.0.0/8"), prefix("9.0.0.0/8"), prefix("::/0")),
        pool("p", "::/0", "10.0.0.0/8", "9.0.0.0/8").build().prefixes());
  }

  @Test
  void valuesOutOfRangeCannotBeMade() {
    assertThrows(
        IllegalArgumentException.class, () -> RateLimit.of(0, RateLimit.Unit.KBIT_PER_SECOND));
    assertThrows(
        IllegalArgumentException.class,
        () -> RateLimit.of(RateLimit.MAX_RATE + 1, RateLimit.Unit.KBIT_PER_SECOND));
    assertThat(RateLimit.of(RateLimit.MAX_RATE, RateLimit.Unit.KBIT_PER_SECOND).rate())
        .isEqualTo(RateLimit.MAX_RATE);
    assertThat(RateLimit.of(1, RateLimit.Unit.KBIT_PER_SECOND).rate()).isEqualTo(1);
    assertThrows(IllegalArgumentException.class, () -> packet(-1, 25));
    assertThrows(IllegalArgumentException.class, () -> packet(25, 65536));
    assertThat(packet(65535, 0).destinationPort()).isEqualTo(0);
    assertThrows(
        IllegalArgumentException.class,
        () -> TcpPacket.fragmentOf(prefix("::/0").address(), prefix("10.0.0.0/8").address()));
  }

  private static TcpPacket packet(int sourcePort, int destinationPort) {
    return TcpPacket.of(
        prefix("10.0.0.0/8").address(),
        sourcePort,
        prefix("11.0.0.0/8").address(),
        destinationPort);
  }

  @Test
  void aPacketTellsWhatItIs() {
    assertThat(packet(1, 25).toString()).isEqualTo("10.0.0.0 port 1 > 11.0.0.0 port 25");
    assertThat(packet(0, 0).toString()).isEqualTo("fragment 10.0.0.0 > 11.0.0.0");
    assertThat(packet(0, 0).fragment()).isTrue();
    assertThat(packet(0, 25).fragment()).isFalse();
    assertThat(packet(25, 0).fragment()).isFalse();
  }

  @Test
  void labelsAreWhatTheFormatSays() {
    assertThat(Labels.of(Phase.BLOCK_ALL)).isEqualTo("block-all");
    assertThat(Labels.of(Phase.class).keySet())
        .isEqualTo(ImmutableSet.of("off", "monitor", "block", "block-all"));
  }
}
