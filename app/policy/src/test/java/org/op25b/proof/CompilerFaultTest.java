package org.op25b.proof;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.onlab.packet.IpPrefix;
import org.onosproject.net.DeviceId;
import org.op25b.compile.CompileOptions;
import org.op25b.compile.Compiler;
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

/** Mistakes in compiled tables are found, each by a packet that shows it. */
class CompilerFaultTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final DeviceId DEVICE = DeviceId.deviceId("of:1");
  private static final Set<CompilerFault> OF_A_GATE =
      EnumSet.of(CompilerFault.NO_LAST_RULE, CompilerFault.RETURN_PATH_SKIPPED);
  private static final Set<CompilerFault> OF_A_METER =
      EnumSet.of(CompilerFault.NO_METER, CompilerFault.WRONG_METER);

  static Stream<Arguments> faults() {
    return Stream.of(Strategy.GATE, Strategy.SUBTRACT, Strategy.OUTPUT)
        .flatMap(
            strategy ->
                Stream.of(CompilerFault.values())
                    .filter(fault -> strategy == Strategy.GATE || !OF_A_GATE.contains(fault))
                    .filter(fault -> strategy != Strategy.SUBTRACT || !OF_A_METER.contains(fault))
                    // Where there are drop rules alone, their order means nothing.
                    .filter(
                        fault ->
                            strategy != Strategy.SUBTRACT
                                || !fault.name().endsWith("EVERYTHING_ELSE"))
                    .map(fault -> Arguments.of(fault, strategy)));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isFound(CompilerFault fault, Strategy strategy) {
    CompiledRules reader = new CompiledRules();
    EdgePolicy policy = policy(strategy != Strategy.SUBTRACT);
    List<SwitchRule> right = compiled(reader, policy, strategy);
    List<SwitchRule> wrong = fault.in(right);
    assertThat(wrong).isNotEqualTo(right);

    ProofResult result =
        new Prover().prove(policy, NOW, SwitchTable.of(wrong, reader.meters()), strategy);

    Set<Difference> kinds =
        result.counterexamples().stream()
            .map(Counterexample::difference)
            .collect(Collectors.toSet());
    assertTrue(kinds.contains(fault.expected), () -> fault + " " + strategy + ": " + result);
  }

  @ParameterizedTest
  @EnumSource(
      value = Strategy.class,
      names = {"GATE", "SUBTRACT", "OUTPUT"})
  void withoutAMistakeTheTablesAreEqual(Strategy strategy) {
    CompiledRules reader = new CompiledRules();
    EdgePolicy policy = policy(strategy != Strategy.SUBTRACT);
    List<SwitchRule> right = compiled(reader, policy, strategy);

    ProofResult result =
        new Prover().prove(policy, NOW, SwitchTable.of(right, reader.meters()), strategy);

    assertEquals(ImmutableList.of(), result.counterexamples());
    assertTrue(result.isEqual());
  }

  @ParameterizedTest
  @EnumSource(
      value = Strategy.class,
      names = {"GATE", "SUBTRACT", "OUTPUT"})
  void aForeignRuleThatForwardsIsShownWithItsOwner(Strategy strategy) {
    CompiledRules reader = new CompiledRules();
    EdgePolicy policy = policy(strategy != Strategy.SUBTRACT);
    List<SwitchRule> rules = compiled(reader, policy, strategy);
    rules.add(foreign(65_000, RuleAction.punt()));

    ProofResult result =
        new Prover().prove(policy, NOW, SwitchTable.of(rules, reader.meters()), strategy);

    Counterexample leak =
        result.counterexamples().stream()
            .filter(shown -> shown.difference() == Difference.LEAK)
            .findFirst()
            .get();
    assertThat(leak.traces().get(0).hops().get(0).winner().get().owner())
        .isEqualTo("org.onosproject.core");
  }

  @ParameterizedTest
  @EnumSource(
      value = Strategy.class,
      names = {"GATE", "SUBTRACT", "OUTPUT"})
  void aForeignRuleThatDropsIsInterferenceAndNoFailure(Strategy strategy) {
    CompiledRules reader = new CompiledRules();
    EdgePolicy policy = policy(false);
    List<SwitchRule> rules = compiled(reader, policy, strategy);
    rules.add(foreign(65_000, RuleAction.drop()));

    ProofResult result =
        new Prover().prove(policy, NOW, SwitchTable.of(rules, reader.meters()), strategy);

    assertTrue(result.isEqual(), result::toString);
    assertThat(result.interference()).isNotEmpty();
  }

  @Test
  void anyForeignRuleThatWinsInTheGateIsListedOnceForItsOwner() {
    CompiledRules reader = new CompiledRules();
    EdgePolicy policy = policy(false);
    List<SwitchRule> rules = compiled(reader, policy, Strategy.GATE);
    SwitchRule arp =
        SwitchRule.of(
            0,
            40_000,
            RuleMatch.builder().with(Field.ETH_TYPE, 0x0806).build(),
            RuleAction.punt(),
            "org.onosproject.core",
            false,
            1);
    SwitchRule lldp =
        SwitchRule.of(
            0,
            40_000,
            RuleMatch.builder().with(Field.ETH_TYPE, 0x88cc).build(),
            RuleAction.punt(),
            "org.onosproject.provider.lldp",
            false,
            2);
    rules.add(arp);
    rules.add(lldp);

    // The gate's last rule has a higher priority than they have: they never win.
    assertThat(new Prover().prove(policy, NOW, SwitchTable.of(rules), Strategy.GATE).interference())
        .isEmpty();

    List<SwitchRule> raised = new ArrayList<>(rules);
    raised.removeAll(ImmutableList.of(arp, lldp));
    for (SwitchRule rule : ImmutableList.of(arp, lldp)) {
      raised.add(
          SwitchRule.of(
              0, 65_000, rule.match(), rule.action(), rule.owner(), false, rule.cookie()));
    }
    ProofResult found = new Prover().prove(policy, NOW, SwitchTable.of(raised), Strategy.GATE);
    assertThat(
            found.interference().stream()
                .map(shown -> shown.traces().get(0).hops().get(0).winner().get().owner())
                .collect(Collectors.toList()))
        .containsExactly("org.onosproject.core", "org.onosproject.provider.lldp");
    assertTrue(found.isEqual());
  }

  @Test
  void workIsBounded() {
    CompiledRules reader = new CompiledRules();
    EdgePolicy policy = policy(true);
    List<SwitchRule> rules = compiled(reader, policy, Strategy.GATE);

    ProofResult result =
        new Prover(100).prove(policy, NOW, SwitchTable.of(rules, reader.meters()), Strategy.GATE);

    assertThat(result.status()).isEqualTo(ProofResult.Status.NOT_PROVEN);
    assertThat(result.reason().get()).contains("too complex");
  }

  private static SwitchRule foreign(int priority, RuleAction action) {
    return SwitchRule.of(
        0,
        priority,
        RuleMatch.builder().with(Field.ETH_TYPE, 0x0800).build(),
        action,
        "org.onosproject.core",
        false,
        5);
  }

  private static List<SwitchRule> compiled(
      CompiledRules reader, EdgePolicy policy, Strategy strategy) {
    return reader.rules(
        Compiler.compile(policy, NOW, strategy, CompileOptions.defaults()).table().rules());
  }

  private static EdgePolicy policy(boolean limits) {
    MailServerGroup.Builder own =
        MailServerGroup.builder()
            .setName("own")
            .setServers(
                IpPrefix.valueOf("203.0.113.25/32"), IpPrefix.valueOf("2001:db8:25::25/128"));
    if (limits) {
      own.setInbound(
          InboundPolicy.builder()
              .setAllow(ImmutableList.of(IpPrefix.valueOf("192.0.2.0/24")))
              .setDeny(ImmutableList.of(IpPrefix.valueOf("198.18.0.0/15")))
              .setDenyAction(InboundAction.block())
              .setDefaultAction(
                  InboundAction.limitTo(RateLimit.of(100, RateLimit.Unit.PACKETS_PER_SECOND)))
              .build());
    }
    return Policy.builder()
        .setEdges(EdgeSwitch.builder().setDevice(DEVICE).setBorder(true).build())
        .setMailServerGroups(own.build())
        .setPools(
            Pool.builder()
                .setName("dynamic")
                .setPrefixes(
                    IpPrefix.valueOf("198.51.100.0/24"), IpPrefix.valueOf("2001:db8:100::/40"))
                .setPhase(Phase.BLOCK)
                .setMailServers("own")
                .build(),
            Pool.builder()
                .setName("fixed")
                .setPrefixes(IpPrefix.valueOf("198.51.100.64/28"))
                .setPhase(Phase.OFF)
                .build(),
            Pool.builder()
                .setName("final")
                .setPrefixes(IpPrefix.valueOf("100.64.0.0/10"))
                .setPhase(Phase.BLOCK_ALL)
                .build())
        .setExemptions(
            exemption("x1", "198.51.100.7/32"),
            exemption("x2", "2001:db8:100::7/128"),
            exemption("x3", "198.51.100.9/32", IpPrefix.valueOf("192.0.2.25/32")))
        .build()
        .at(DEVICE);
  }

  private static Exemption exemption(String id, String prefix, IpPrefix... destinations) {
    return Exemption.builder()
        .setId(id)
        .setCustomer("C-" + id)
        .setPrefix(IpPrefix.valueOf(prefix))
        .setDestinations(destinations)
        .build();
  }
}
