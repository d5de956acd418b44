package org.op25b.compile;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.onosproject.net.DeviceId;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Exemption;
import org.op25b.policy.InboundPolicy;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;
import org.op25b.policy.Strategy;
import org.op25b.policy.TcpPacket;
import org.op25b.policy.Verdict;

/** Policies at the ends of what can be asked. */
class DegeneratePolicyTest {
  private static final DeviceId DEVICE = DeviceId.deviceId("of:1");

  @Test
  void anEmptyPolicyNeedsTheGatesAlone() {
    EdgePolicy empty = at(Policy.builder());
    assertThat(compile(empty, Strategy.GATE).table().rules()).hasSize(2);
    assertThat(compile(empty, Strategy.SUBTRACT).table().rules()).isEmpty();
    assertThat(compile(empty, Strategy.OUTPUT).table().rules()).isEmpty();
  }

  @Test
  void oneBlockedPoolNeedsFourDropsAndOneRuleForItsMailServers() {
    EdgePolicy policy =
        at(
            Policy.builder()
                .setPools(pool("p", "198.51.100.0/24"))
                .setMailServerGroups(servers("203.0.113.24/32", "203.0.113.25/32")));
    RuleTable table = compile(policy, Strategy.GATE).table();
    // Each guard table: port 25, fragments, the pair of mail servers, the mail servers' own mail
    // (which lies in no pool and needs no rule), and the gate.
    assertThat(table.rules()).hasSize(8);
  }

  @Test
  void poolsOfAllAddressesAreBlocked() {
    EdgePolicy policy =
        at(
            Policy.builder()
                .setPools(pool("p", "0.0.0.0/0", "::/0"))
                .setMailServerGroups(servers("203.0.113.25/32")));
    for (Strategy strategy : List.of(Strategy.GATE, Strategy.SUBTRACT, Strategy.OUTPUT)) {
      TableEvaluator evaluator = new TableEvaluator(compile(policy, strategy).table());
      assertEquals(Verdict.BLOCK, verdict(evaluator, "192.0.2.1", "198.51.100.1"));
      assertEquals(Verdict.BLOCK, verdict(evaluator, "2001:db8::1", "2001:db8::2"));
      assertEquals(Verdict.PASS, verdict(evaluator, "192.0.2.1", "203.0.113.25"));
      assertEquals(Verdict.PASS, verdict(evaluator, "203.0.113.25", "192.0.2.1"));
    }
  }

  @Test
  @Tag("large")
  void everyAddressOfASlash16ExemptedOneByOneEndsAsOneRule() {
    Policy.Builder builder = Policy.builder().setPools(pool("p", "10.0.0.0/15"));
    CompiledEdge edge = compile(at(builder), Strategy.GATE);
    List<Exemption> all = new ArrayList<>();
    for (int host = 0; host < 65_536; host++) {
      Exemption exemption = exemption("x" + host, "10.0." + (host >> 8) + "." + (host & 255));
      all.add(exemption);
      edge.put(exemption);
    }
    // Blocking the other half is as good as blocking all and passing this half, and the tie goes
    // to the longer prefix: two drops for each table, besides the gates.
    assertThat(edge.table().rules()).hasSize(6);
    assertEquals(compile(at(builder.setExemptions(all)), Strategy.GATE).table(), edge.table());
    assertThat(compile(at(builder), Strategy.SUBTRACT).table().rules()).hasSize(4);
    for (Exemption exemption : all) {
      edge.remove(exemption.id());
    }
    assertEquals(compile(at(builder.setExemptions()), Strategy.GATE).table(), edge.table());
  }

  @Test
  @Tag("large")
  void aMillionExemptionsCompile() {
    EdgePolicy policy = at(Policy.builder().setPools(pool("p", "10.0.0.0/8")));
    List<Exemption> million = new ArrayList<>();
    for (int number = 0; number < 1_000_000; number++) {
      int host = number * 16;
      million.add(
          exemption(
              "x" + number, "10." + (host >> 16) + "." + (host >> 8 & 255) + "." + (host & 255)));
    }
    CompiledEdge edge = Compiler.compile(policy, million, Strategy.GATE, CompileOptions.defaults());
    assertThat(edge.size()).isEqualTo(2 * (1_000_000 + 2 + 1));
    CompileException refused =
        assertThrows(
            CompileException.class,
            () -> Compiler.compile(policy, million, Strategy.SUBTRACT, CompileOptions.defaults()));
    assertThat(refused).hasMessageThat().contains("use strategy gate");
  }

  @Test
  @Tag("large")
  void aTableThatIsKeptIsEmptiedInTheTimeThatItsRulesTake() {
    List<Exemption> exemptions = new ArrayList<>();
    for (int number = 0; number < 65_536; number += 2) {
      exemptions.add(exemption("x" + number, "10.0." + (number >> 8) + "." + (number & 255)));
    }
    Policy.Builder builder =
        Policy.builder().setPools(pool("p", "10.0.0.0/16")).setExemptions(exemptions);
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    TimedEdge edge =
        TimedEdge.compile(
            at(builder), now, Duration.ZERO, Strategy.SUBTRACT, CompileOptions.defaults());
    EdgePolicy withoutPool = at(builder.setPools());

    // Looking for each rule in a list of those that go takes minutes.
    TimedDelta delta =
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> edge.update(withoutPool, now));

    // Each other address is blocked: seen and unseen, toward port 25 and from it.
    assertThat(delta.removed()).hasSize(4 * 32_768);
    assertThat(edge.table().table().rules()).isEmpty();
  }

  @Test
  void poolsAndExemptionsNestThroughAllLengths() {
    List<Pool> pools = new ArrayList<>();
    List<Exemption> exemptions = new ArrayList<>();
    IpAddress address = IpAddress.valueOf("2001:db8:5555:5555:5555:5555:5555:5555");
    for (int length = 0; length <= 128; length++) {
      IpPrefix prefix = IpPrefix.valueOf(address, length);
      Phase phase = length % 2 == 0 ? Phase.BLOCK : Phase.OFF;
      pools.add(pool("p" + length, prefix.toString()).toBuilder().setPhase(phase).build());
    }
    EdgePolicy nested = at(Policy.builder().setPools(pools));
    CompiledEdge edge = compile(nested, Strategy.GATE);
    TableEvaluator evaluator = new TableEvaluator(edge.table());
    assertEquals(Verdict.BLOCK, verdict(evaluator, address.toString(), "2001:db8::1"));
    for (int length = 128; length >= 0; length--) {
      exemptions.add(exemption("x" + length, IpPrefix.valueOf(address, length).toString()));
      edge.put(exemptions.get(exemptions.size() - 1));
    }
    assertThat(edge.table().rules()).hasSize(2);
    assertThat(compile(nested, Strategy.SUBTRACT).size()).isGreaterThan(100);
  }

  @Test
  void mailServersNestThroughAllLengthsOrTheBandIsTooNarrow() {
    List<MailServerGroup> groups = new ArrayList<>();
    for (int length = 8; length <= 32; length++) {
      groups.add(
          servers(IpPrefix.valueOf(IpAddress.valueOf("203.85.85.85"), length).toString())
              .toBuilder()
              .setName("g" + length)
              .build());
    }
    List<Pool> pools = new ArrayList<>();
    for (int length = 8; length <= 32; length++) {
      pools.add(
          pool("p" + length, "10.0." + length + ".0/24").toBuilder()
              .setMailServers("g" + length)
              .build());
    }
    EdgePolicy policy = at(Policy.builder().setPools(pools).setMailServerGroups(groups));
    // Each table: 10.0.8.0 to 10.0.32.255 as /19 without /21 and a /24, two drops for each block,
    // and for each nested group the one pool that it adds.
    assertThat(compile(policy, Strategy.GATE).size()).isEqualTo(2 * (2 + 1 + 2 + 25) + 2);
    CompileOptions narrow =
        CompileOptions.builder().setBand(PriorityBand.of(41_000, 41_100)).build();
    CompileException refused =
        assertThrows(
            CompileException.class,
            () -> Compiler.compile(policy, List.of(), Strategy.GATE, narrow));
    assertThat(refused).hasMessageThat().contains("widen the band");
  }

  @Test
  @Tag("large")
  void aDenyListOfFiftyThousandPrefixesCompiles() {
    List<IpPrefix> deny = new ArrayList<>();
    for (int number = 0; number < 50_000; number++) {
      deny.add(IpPrefix.valueOf((11 << 24) + number * 768, 24));
    }
    MailServerGroup group =
        servers("203.0.113.25/32").toBuilder()
            .setInbound(InboundPolicy.builder().setDeny(deny).build())
            .build();
    EdgePolicy policy =
        at(Policy.builder().setMailServerGroups(group).setPools(pool("p", "198.51.100.0/24")));
    CompiledEdge edge = compile(policy, Strategy.GATE);
    // The list once; each guard table: two drops, the mail server, the gate.
    assertThat(edge.size()).isEqualTo(50_000 + 2 * (2 + 1 + 1));
    // The list once; two drops in each direction toward all but the mail server.
    assertThat(compile(policy, Strategy.SUBTRACT).size()).isEqualTo(50_000 + 2 * 2 * 32);
  }

  @Test
  void aTableThatGrowsTooLargeIsRefusedAndNothingChanges() {
    EdgePolicy policy =
        at(
            Policy.builder()
                .setPools(pool("p", "10.0.0.0/16"))
                .setMailServerGroups(servers("203.0.113.25/32")));
    CompileOptions few = CompileOptions.builder().setMaxRules(100).build();
    CompiledEdge edge = Compiler.compile(policy, List.of(), Strategy.SUBTRACT, few);
    RuleTable before = edge.table();
    Exemption exemption = exemption("x", "10.0.0.1");
    CompileException refused = assertThrows(CompileException.class, () -> edge.put(exemption));
    assertThat(refused).hasMessageThat().contains("the limit is 100");
    assertEquals(before, edge.table());
    assertThat(edge.live()).isEmpty();
    assertThat(edge.remove("x").isEmpty()).isTrue();
  }

  /**
   * The lower bound of docs/design/compilation.md: blocks of four addresses with one blocked are as
   * cheap either way; two more exemptions far apart tip the whole half over.
   */
  @Test
  void twoExemptionsCanTurnAllRulesOver() {
    EdgePolicy policy = at(Policy.builder().setPools(pool("p", "10.0.0.0/16")));
    CompiledEdge edge = compile(policy, Strategy.GATE);
    int blocks = 64;
    for (int block = 0; block < blocks; block++) {
      for (int host : new int[] {0, 1, 3}) {
        edge.put(exemption("x" + block + "." + host, "10.0.0." + (4 * block + host)));
      }
    }
    RuleTable before = edge.table();
    edge.put(exemption("y0", "10.0.0.2"));
    edge.put(exemption("y1", "10.0.0.254"));
    TableDelta delta = before.deltaTo(edge.table());
    // In each table: two passing rules of every block go, two drops of all but two blocks come,
    // and one rule that passes them all.
    assertThat(delta.removed()).hasSize(2 * 2 * blocks);
    assertThat(delta.added()).hasSize(2 * (2 * (blocks - 2) + 1));
  }

  private static Verdict verdict(TableEvaluator evaluator, String source, String destination) {
    return evaluator.evaluate(
            TcpPacket.of(IpAddress.valueOf(source), 50_000, IpAddress.valueOf(destination), 25))
        .verdict;
  }

  private static CompiledEdge compile(EdgePolicy policy, Strategy strategy) {
    return Compiler.compile(policy, policy.exemptions(), strategy, CompileOptions.defaults());
  }

  private static EdgePolicy at(Policy.Builder policy) {
    EdgeSwitch edge = EdgeSwitch.builder().setDevice(DEVICE).setBorder(true).build();
    return policy.setEdges(edge).build().at(DEVICE);
  }

  private static Pool pool(String name, String... prefixes) {
    List<IpPrefix> all = new ArrayList<>();
    for (String prefix : prefixes) {
      all.add(IpPrefix.valueOf(prefix));
    }
    return Pool.builder()
        .setName(name)
        .setPrefixes(all)
        .setPhase(Phase.BLOCK)
        .setMailServers("own")
        .build();
  }

  private static MailServerGroup servers(String... prefixes) {
    List<IpPrefix> all = new ArrayList<>();
    for (String prefix : prefixes) {
      all.add(IpPrefix.valueOf(prefix));
    }
    return MailServerGroup.builder().setName("own").setServers(all).build();
  }

  private static Exemption exemption(String id, String prefix) {
    String whole = prefix.contains("/") ? prefix : prefix + "/32";
    return Exemption.builder()
        .setId(id)
        .setCustomer("C")
        .setPrefix(IpPrefix.valueOf(whole))
        .build();
  }
}
