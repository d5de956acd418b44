package org.op25b.compile;

import static com.google.common.truth.Truth.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpPrefix;
import org.op25b.compile.trie.Family;
import org.op25b.policy.BlockStyle;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Exemption;
import org.op25b.policy.InboundAction;
import org.op25b.policy.InboundPolicy;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.PolicyArbitraries;
import org.op25b.policy.Pool;
import org.op25b.policy.RateLimit;
import org.op25b.policy.Strategy;

/** What a changed pool or mail server touches, and when a family has to be built anew. */
class PartialUpdateTest {
  private static final Pool HOMES =
      Pool.builder()
          .setName("homes")
          .setPrefixes(IpPrefix.valueOf("198.18.0.0/16"))
          .setMailServers("own")
          .setPhase(Phase.BLOCK)
          .build();
  private static final Pool SHOPS =
      HOMES.toBuilder().setName("shops").setPrefixes(IpPrefix.valueOf("198.51.0.0/16")).build();
  private static final MailServerGroup OWN =
      MailServerGroup.builder()
          .setName("own")
          .setServers(IpPrefix.valueOf("203.0.113.25/32"))
          .build();
  private static final Exemption NARROW =
      Exemption.builder()
          .setId("narrow")
          .setCustomer("C-1")
          .setPrefix(IpPrefix.valueOf("198.0.0.0/8"))
          .setDestinations(IpPrefix.valueOf("192.0.2.25/32"))
          .build();
  private static final EdgePolicy POLICY = policy(OWN, HOMES, SHOPS);

  private static EdgePolicy policy(MailServerGroup group, Pool... pools) {
    return Policy.builder()
        .setEdges(
            EdgeSwitch.builder().setDevice(PolicyArbitraries.device(1)).setBorder(true).build())
        .setMailServerGroups(group)
        .setPools(pools)
        .setExemptions(NARROW)
        .build()
        .at(PolicyArbitraries.device(1));
  }

  private static boolean canBecome(EdgePolicy target, CompileOptions options) {
    return EdgeParts.of(POLICY, Family.IPV4, POLICY.exemptions(), Strategy.GATE, options)
        .canBecome(target);
  }

  private static boolean canBecome(EdgePolicy target) {
    return canBecome(target, CompileOptions.defaults());
  }

  private static TableDelta update(EdgePolicy target) {
    CompiledEdge edge =
        Compiler.compile(POLICY, POLICY.exemptions(), Strategy.GATE, CompileOptions.defaults());
    TableDelta delta = edge.update(target, target.exemptions());
    assertThat(edge.table())
        .isEqualTo(
            Compiler.compile(target, target.exemptions(), Strategy.GATE, CompileOptions.defaults())
                .table());
    return delta;
  }

  @Test
  void poolsAndMailServersComeAndGoWithoutBuildingAnew() {
    assertThat(canBecome(policy(OWN, HOMES))).isTrue();
    assertThat(canBecome(policy(OWN, SHOPS, HOMES.toBuilder().setPhase(Phase.OFF).build())))
        .isTrue();
    assertThat(canBecome(policy(OWN, HOMES.toBuilder().setBlockStyle(BlockStyle.REJECT).build())))
        .isTrue();
    assertThat(canBecome(policy(withServer("203.0.113.26/32"), HOMES, SHOPS))).isTrue();
  }

  @Test
  void anotherRateOrAnotherPoolsCounterIsBuiltAnew() {
    MailServerGroup limited =
        OWN.toBuilder()
            .setInbound(
                InboundPolicy.builder()
                    .setDefaultAction(
                        InboundAction.limitTo(RateLimit.of(9, RateLimit.Unit.PACKETS_PER_SECOND)))
                    .build())
            .build();
    assertThat(canBecome(policy(limited, HOMES, SHOPS))).isFalse();
    CompileOptions counters = CompileOptions.builder().setCountersPerPool(true).build();
    assertThat(canBecome(policy(OWN, HOMES), counters)).isFalse();
    assertThat(canBecome(POLICY, counters)).isTrue();
  }

  @Test
  void oneMailServerMoreTouchesItsOwnRulesOnly() {
    TableDelta delta = update(policy(withServer("203.0.113.77/32"), HOMES, SHOPS));
    assertThat(delta.removed()).isEmpty();
    for (Rule rule : delta.added()) {
      assertThat(rule.toString()).contains("203.0.113.77/32");
    }
    assertThat(delta.added()).isNotEmpty();
  }

  @Test
  void onePoolLessLeavesTheDropsOfTheOthers() {
    TableDelta delta = update(policy(OWN, HOMES));
    assertThat(delta.removed()).isNotEmpty();
    for (Rule rule : Iterables.concat(delta.removed(), delta.added())) {
      boolean ofHomes = rule.toString().contains("198.18.0.0/16");
      assertThat(ofHomes && rule.action().drops()).isFalse();
    }
  }

  @Test
  void whatIsKnownOfFormerPoolsIsForgottenInTheEnd() {
    EdgeParts parts =
        EdgeParts.of(
            POLICY, Family.IPV4, POLICY.exemptions(), Strategy.GATE, CompileOptions.defaults());
    int changes = 0;
    EdgePolicy target = POLICY;
    while (parts.canBecome(target) && changes < 10_000) {
      parts.update(target, rule -> {}, rule -> {});
      changes++;
      target = policy(OWN, HOMES, SHOPS.toBuilder().setName("shops-" + changes).build());
    }
    assertThat(changes).isGreaterThan(100);
    assertThat(changes).isLessThan(10_000);
  }

  private static MailServerGroup withServer(String server) {
    return OWN.toBuilder()
        .setServers(
            ImmutableList.<IpPrefix>builder()
                .addAll(OWN.servers())
                .add(IpPrefix.valueOf(server))
                .build())
        .build();
  }
}
