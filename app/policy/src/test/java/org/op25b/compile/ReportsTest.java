package org.op25b.compile;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpPrefix;
import org.onosproject.net.DeviceId;
import org.op25b.compile.trie.Family;
import org.op25b.compile.trie.Prefix;
import org.op25b.policy.Direction;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Exemption;
import org.op25b.policy.InboundAction;
import org.op25b.policy.InboundPolicy;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;
import org.op25b.policy.RateLimit;
import org.op25b.policy.Strategy;

/** Costs, advice and provenance, on one small policy. */
class ReportsTest {
  private static final DeviceId DEVICE = DeviceId.deviceId("of:1");
  private static final List<Strategy> ALL =
      List.of(Strategy.GATE, Strategy.SUBTRACT, Strategy.OUTPUT);

  private static final Match ANY_IPV4 =
      Match.of(Prefix.all(Family.IPV4), Prefix.all(Family.IPV4), Port25.ANY);

  private final EdgePolicy policy = policy(InboundAction.block());

  private static EdgePolicy policy(InboundAction denied) {
    Pool blocked =
        Pool.builder()
            .setName("blocked")
            .setPrefixes(IpPrefix.valueOf("198.51.100.0/24"))
            .setMailServers("own")
            .setPhase(Phase.BLOCK)
            .build();
    Pool watched =
        blocked.toBuilder()
            .setName("watched")
            .setPrefixes(IpPrefix.valueOf("192.0.2.0/24"))
            .setPhase(Phase.MONITOR)
            .build();
    MailServerGroup own =
        MailServerGroup.builder()
            .setName("own")
            .setServers(IpPrefix.valueOf("203.0.113.25/32"))
            .setInbound(
                InboundPolicy.builder()
                    .setDeny(List.of(IpPrefix.valueOf("198.18.0.0/15")))
                    .setDenyAction(denied)
                    .build())
            .build();
    return Policy.builder()
        .setEdges(EdgeSwitch.builder().setDevice(DEVICE).setBorder(true).build())
        .setPools(blocked, watched)
        .setMailServerGroups(own)
        .setExemptions(
            exemption("all", "198.51.100.7/32").build(),
            exemption("some", "198.51.100.9/32")
                .setDestinations(IpPrefix.valueOf("192.88.99.0/24"))
                .build())
        .build()
        .at(DEVICE);
  }

  private static Exemption.Builder exemption(String id, String prefix) {
    return Exemption.builder().setId(id).setCustomer("C").setPrefix(IpPrefix.valueOf(prefix));
  }

  private CompiledEdge compile(Strategy strategy) {
    return Compiler.compile(policy, policy.exemptions(), strategy, CompileOptions.defaults());
  }

  @Test
  void costsAreToldByTableFamilyAndDirection() {
    CostReport report = compile(Strategy.GATE).cost(OptionalInt.of(10));
    // Toward: 2 drops, 2 counts, exempt, scoped, all to the mail server, 1 denied, gate.
    // From: 2 drops, exempt, scoped, all from the mail server, gate.
    assertThat(report.rules()).isEqualTo(15);
    assertThat(report.fits()).isFalse();
    CostReport.Line toward = report.lines().get(0);
    assertThat(toward.table()).isEqualTo(0);
    assertThat(toward.family()).isEqualTo(Optional.of(Family.IPV4));
    assertThat(toward.direction()).isEqualTo(Optional.of(Direction.TOWARD_25));
    assertThat(toward.rules()).isEqualTo(8);
    assertThat(toward.drops()).isEqualTo(3);
    // /24 with a port, /32, /32 toward /24, anything toward /32, /15 toward /32 with a port.
    assertThat(toward.masks()).isEqualTo(5);
    assertThat(toward.priorities()).isEqualTo(5);
    assertThat(compile(Strategy.GATE).cost(OptionalInt.empty()).fits()).isTrue();
    CostReport.Line from =
        report.lines().stream()
            .filter(line -> line.direction().equals(Optional.of(Direction.FROM_25)))
            .findFirst()
            .get();
    assertThat(from.table()).isEqualTo(1);
    assertThat(from.rules()).isEqualTo(5);
    assertThat(from.drops()).isEqualTo(2);
    // The gates' last rules are of no family and no direction.
    assertThat(report.lines().stream().filter(line -> !line.family().isPresent()).count())
        .isEqualTo(2);
    assertThat(report.masks())
        .isEqualTo(report.lines().stream().mapToInt(CostReport.Line::masks).sum());
    assertThat(report.priorities())
        .isEqualTo(report.lines().stream().mapToInt(CostReport.Line::priorities).sum());
  }

  @Test
  void theCostsOfASingleTableAreToldByWhatTheRulesMatch() {
    CostReport report = compile(Strategy.SUBTRACT).cost(OptionalInt.empty());
    assertThat(report.lines()).hasSize(2);
    assertThat(report.lines().get(0).direction()).isEqualTo(Optional.of(Direction.TOWARD_25));
    assertThat(report.lines().get(1).direction()).isEqualTo(Optional.of(Direction.FROM_25));
    // Every rule drops: subtract has no other.
    for (CostReport.Line line : report.lines()) {
      assertThat(line.drops()).isEqualTo(line.rules());
    }
  }

  @Test
  void prioritiesAreThoseOfASwitch() {
    assertThat(PriorityBand.of(1, 65_535).highest()).isEqualTo(65_535);
    assertThat(PriorityBand.of(7, 7).lowest()).isEqualTo(7);
    assertThrows(IllegalArgumentException.class, () -> PriorityBand.of(0, 7));
    assertThrows(IllegalArgumentException.class, () -> PriorityBand.of(8, 7));
    assertThrows(IllegalArgumentException.class, () -> PriorityBand.of(7, 65_536));
  }

  @Test
  void aMatchIsOfOneFamily() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Match.of(Prefix.all(Family.IPV4), Prefix.all(Family.IPV6), Port25.ANY));
    assertThat(Match.everything()).isNotEqualTo(ANY_IPV4);
    assertThat(Match.everything().toString()).isEqualTo("everything");
    assertThat(ANY_IPV4.toString()).isEqualTo("ipv4");
  }

  @Test
  void adviceTakesTheFirstThatCanSayItAndFits() {
    StrategyAdvice any = advice(policy, OptionalInt.empty());
    assertThat(any.choice()).isEqualTo(Optional.of(Strategy.GATE));
    assertThat(any.costs().keySet()).containsExactlyElementsIn(ALL);
    assertThat(advice(policy, OptionalInt.of(14)).choice()).isEqualTo(Optional.empty());

    RateLimit limit = RateLimit.of(10, RateLimit.Unit.PACKETS_PER_SECOND);
    StrategyAdvice limited = advice(policy(InboundAction.limitTo(limit)), OptionalInt.empty());
    assertThat(limited.refusals().keySet()).containsExactly(Strategy.SUBTRACT);
    assertThat(limited.refusals().get(Strategy.SUBTRACT)).contains("own limits a rate");
  }

  @Test
  void adviceKeepsToWhatTheSwitchCanDo() {
    // The gate's 15 rules just fit.
    assertThat(advice(policy, OptionalInt.of(15)).choice()).isEqualTo(Optional.of(Strategy.GATE));
    StrategyAdvice oneTable =
        advice(
            policy,
            List.of(Strategy.OUTPUT, Strategy.AUTO, Strategy.SUBTRACT),
            OptionalInt.empty());
    assertThat(oneTable.costs().keySet()).containsExactly(Strategy.OUTPUT, Strategy.SUBTRACT);
    assertThat(oneTable.refusals()).isEmpty();
    assertThat(oneTable.choice()).isEqualTo(Optional.of(Strategy.SUBTRACT));
  }

  private static StrategyAdvice advice(EdgePolicy policy, OptionalInt capacity) {
    return advice(policy, ALL, capacity);
  }

  private static StrategyAdvice advice(
      EdgePolicy policy, List<Strategy> supported, OptionalInt capacity) {
    return StrategyAdvice.on(
        policy, policy.exemptions(), supported, capacity, CompileOptions.defaults());
  }

  @Test
  void everyRuleTellsWhereItComesFrom() {
    CompiledEdge edge = compile(Strategy.GATE);
    Provenances provenances = edge.provenances();
    for (Rule rule : edge.table().rules()) {
      Provenance from = provenances.of(rule);
      boolean gate = rule.action().kind() == Action.Kind.GATE;
      boolean something =
          !from.pools().isEmpty()
              || from.exemptionCount() > 0
              || !from.mailServerGroups().isEmpty();
      assertEquals(!gate, something, () -> rule + " " + from);
    }
    assertThat(provenances.of(rule(edge, "src=198.51.100.7/32 ->")).exemptions())
        .containsExactly("all");
    assertThat(provenances.of(rule(edge, "src=198.51.100.9/32 dst=192.88.99.0/24")).exemptions())
        .containsExactly("some");
    assertThat(provenances.of(rule(edge, "src=198.51.100.0/24 tcp_dst=25")).pools())
        .containsExactly("blocked");
    assertThat(provenances.of(rule(edge, "src=192.0.2.0/24 tcp_dst=0")).pools())
        .containsExactly("watched");
    assertThat(provenances.of(rule(edge, "src=198.18.0.0/15")).mailServerGroups())
        .containsExactly("own");
    assertThat(provenances.of(rule(edge, "src=203.0.113.25/32")).mailServerGroups())
        .containsExactly("own");
  }

  private static Rule rule(CompiledEdge edge, String part) {
    return edge.table().rules().stream()
        .filter(rule -> rule.toString().contains(part))
        .findFirst()
        .orElseThrow(() -> new AssertionError(part + " is not in " + edge.table()));
  }

  @Test
  void countersPerPoolKeepNeighboursApart() {
    Pool one =
        policy.pools().get(0).toBuilder().setPrefixes(IpPrefix.valueOf("10.0.0.0/25")).build();
    Pool other =
        one.toBuilder().setName("other").setPrefixes(IpPrefix.valueOf("10.0.0.128/25")).build();
    EdgePolicy neighbours = policy.toBuilder().setPools(List.of(one, other)).build();
    CompileOptions apart = CompileOptions.builder().setCountersPerPool(true).build();
    CompiledEdge joined =
        Compiler.compile(neighbours, List.of(), Strategy.GATE, CompileOptions.defaults());
    CompiledEdge kept = Compiler.compile(neighbours, List.of(), Strategy.GATE, apart);
    assertThat(kept.size()).isEqualTo(joined.size() + 4);
    assertThat(rule(kept, "src=10.0.0.128/25 tcp_dst=25").action().counter())
        .isEqualTo(Optional.of("other"));
  }

  @Test
  void equalRulesHaveOneIdentityAndDifferentRulesDoNot() {
    RuleTable table = compile(Strategy.GATE).table();
    RuleTable again = compile(Strategy.GATE).table();
    for (int at = 0; at < table.rules().size(); at++) {
      assertEquals(table.rules().get(at).identity(), again.rules().get(at).identity());
    }
    assertThat(table.rules().stream().map(Rule::identity).distinct().count())
        .isEqualTo(table.rules().size());
    Rule rule =
        Rule.of(
            0,
            1,
            Match.of(Prefix.parse("10.0.0.0/8"), Prefix.all(Family.IPV4), Port25.ANY),
            Action.drop());
    // Written down, because cookies must not change between releases.
    assertEquals(1316654271291959164L, rule.identity());
  }

  @Test
  void aDeltaThatDoesNotFitIsRefused() {
    RuleTable table = compile(Strategy.GATE).table();
    TableDelta twice = TableDelta.of(List.of(table.rules().get(0)), List.of());
    assertThrows(IllegalArgumentException.class, () -> table.with(twice));
    RuleTable empty = RuleTable.of(Strategy.GATE, List.of());
    TableDelta nothing = TableDelta.of(List.of(), List.of(table.rules().get(0)));
    assertThrows(IllegalArgumentException.class, () -> empty.with(nothing));
    assertEquals(table, empty.with(empty.deltaTo(table)));
  }

  @Test
  void autoMustBeDecidedFirst() {
    assertThrows(IllegalArgumentException.class, () -> compile(Strategy.AUTO));
  }
}
