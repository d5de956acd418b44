package org.op25b.policy;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ContiguousSet;
import com.google.common.collect.DiscreteDomain;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Range;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpPrefix;

/** What only a policy built in code can get wrong, and the limits. */
class PolicyValidatorTest {
  private static final EdgeSwitch EDGE =
      EdgeSwitch.builder().setDevice(PolicyArbitraries.device(1)).build();

  private static String problems(Policy.Builder policy) {
    return PolicyValidator.validate(policy.build()).stream()
        .map(Problem::toString)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void switchPortsAndCapacitiesHaveARange() {
    Policy.Builder policy =
        Policy.builder()
            .setEdges(
                EDGE.toBuilder()
                    .setCustomerPorts(0, 1, 65279)
                    .setUplinkPorts(65280)
                    .setCapacity(0)
                    .build());
    assertEquals(
        "/edges/0/customerPorts: switch port 0 does not exist; give 1 to 65279\n"
            + "/edges/0/uplinkPorts: switch port 65280 does not exist; give 1 to 65279\n"
            + "/edges/0/capacity: 0 flow entries; give 1 to 10000000, or leave it out",
        problems(policy));
    assertThat(problems(Policy.builder().setEdges(EDGE.toBuilder().setCapacity(1).build())))
        .isEmpty();
    assertThat(
            problems(Policy.builder().setEdges(EDGE.toBuilder().setCapacity(10_000_000).build())))
        .isEmpty();
    assertThat(
            problems(Policy.builder().setEdges(EDGE.toBuilder().setCapacity(10_000_001).build())))
        .contains("10000001 flow entries");
    ImmutableSet<Integer> tooMany =
        ImmutableSet.copyOf(
            ContiguousSet.create(
                Range.closed(1, Limits.SWITCH_PORTS + 1), DiscreteDomain.integers()));
    assertThat(
            problems(Policy.builder().setEdges(EDGE.toBuilder().setCustomerPorts(tooMany).build())))
        .contains("/edges/0/customerPorts: 4097 ports; at most 4096");
  }

  @Test
  @Tag("large")
  void everyCountHasALimit() {
    List<Exemption> exemptions =
        Collections.nCopies(
            Limits.EXEMPTIONS + 1,
            Exemption.builder()
                .setId("x")
                .setCustomer("C")
                .setPrefix(IpPrefix.valueOf("10.0.0.0/8"))
                .build());
    assertEquals(
        "/exemptions: 1100001 exemptions; at most 1100000 are possible here",
        problems(Policy.builder().setExemptions(exemptions)));

    List<Pool> pools = new ArrayList<>();
    for (int i = 0; i <= Limits.POOLS; i++) {
      pools.add(pool("p" + i, i, 11));
    }
    assertEquals(
        "/pools: 10001 pools; at most 10000 are possible here\n"
            + "/pools: 110011 prefixes in all pools; at most 100000 are possible here",
        problems(Policy.builder().setPools(pools)));
    assertThat(problems(Policy.builder().setPools(pools.subList(0, 9_090)))).isEmpty();
  }

  private static Pool pool(String name, int number, int prefixes) {
    ImmutableList.Builder<IpPrefix> list = ImmutableList.builder();
    for (int i = 0; i < prefixes; i++) {
      list.add(IpPrefix.valueOf(number << 8 | i, 32));
    }
    return Pool.builder().setName(name).setPrefixes(list.build()).setPhase(Phase.BLOCK).build();
  }

  @Test
  void aHostileNumberOfProblemsStaysBounded() {
    Policy.Builder policy =
        Policy.builder().setPools(Collections.nCopies(5_000, pool("same name", 1, 3)));
    assertThat(PolicyValidator.validate(policy.build())).hasSize(Problems.MAX);
  }

  @Test
  void everyAddressOfABigRangeExemptedOneByOneIsValid() {
    List<Exemption> exemptions = new ArrayList<>();
    for (int i = 0; i < 65_536; i++) {
      exemptions.add(
          Exemption.builder()
              .setId("x" + i)
              .setCustomer("C")
              .setPrefix(IpPrefix.valueOf(0x0a000000 + i, 32))
              .build());
    }
    Policy policy =
        Policy.builder()
            .setPools(
                Pool.builder()
                    .setName("p")
                    .setPrefixes(IpPrefix.valueOf("0.0.0.0/0"), IpPrefix.valueOf("::/0"))
                    .setPhase(Phase.BLOCK_ALL)
                    .build())
            .setExemptions(exemptions)
            .build();
    assertThat(PolicyValidator.validate(policy)).isEmpty();
    Decider decider = new Decider(policy.everywhere());
    IpPrefix mta = IpPrefix.valueOf("192.0.2.25/32");
    for (String address : ImmutableList.of("10.0.0.0", "10.0.255.255")) {
      assertEquals(Reason.EXEMPT, reason(decider, address, mta));
    }
    for (String address : ImmutableList.of("9.255.255.255", "10.1.0.0")) {
      assertEquals(Reason.POOL, reason(decider, address, mta));
    }
  }

  private static Reason reason(Decider decider, String source, IpPrefix destination) {
    TcpPacket packet =
        TcpPacket.of(org.onlab.packet.IpAddress.valueOf(source), 50000, destination.address(), 25);
    return decider.decide(packet, PolicyArbitraries.NOON).reason();
  }

  @Test
  void guessesWhatWasMeant() {
    ImmutableSet<String> known = ImmutableSet.of("customerPorts", "uplinkPorts", "border");
    assertThat(Nearest.to("customerport", known).get()).isEqualTo("customerPorts");
    assertThat(Nearest.to("boarder", known).get()).isEqualTo("border");
    assertThat(Nearest.to("BORDER", known).get()).isEqualTo("border");
    assertThat(Nearest.to("xyz", known).isPresent()).isFalse();
    assertThat(Nearest.hint("bordr", known)).isEqualTo(" (did you mean \"border\"?)");
    assertThat(Nearest.hint("xyz", known)).isEmpty();
  }
}
