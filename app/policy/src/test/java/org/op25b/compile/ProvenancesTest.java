package org.op25b.compile;

import static com.google.common.truth.Truth.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpPrefix;
import org.op25b.compile.trie.Family;
import org.op25b.compile.trie.Prefix;
import org.op25b.policy.BlockStyle;
import org.op25b.policy.Direction;
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

/** What in the policy a rule is said to come from, for each kind of rule and of reason. */
class ProvenancesTest {
  private static final RateLimit RATE = RateLimit.of(9, RateLimit.Unit.PACKETS_PER_SECOND);
  private static final Next ON = Next.table(1);
  private static final String ALL = "0.0.0.0/0";
  private static final String POOLS = "10.0.0.0/8";
  private static final String DENIED = "100.64.0.0/10";
  private static final String STRANGER = "192.0.2.0/24";

  private final Provenances provenances = provenances(Strategy.GATE);

  private static Provenances provenances(Strategy strategy) {
    EdgePolicy policy =
        Policy.builder()
            .setEdges(
                EdgeSwitch.builder().setDevice(PolicyArbitraries.device(1)).setBorder(true).build())
            .setPools(
                pool("drops", "10.1.0.0/16", Phase.BLOCK).build(),
                pool("all", "10.2.0.0/16", Phase.BLOCK_ALL).setReturnPathGuard(false).build(),
                pool("rejects", "10.3.0.0/16", Phase.BLOCK)
                    .setBlockStyle(BlockStyle.REJECT)
                    .build(),
                pool("bare", "10.4.0.0/16", Phase.BLOCK)
                    .setBlockStyle(BlockStyle.REJECT)
                    .setFragmentGuard(false)
                    .build(),
                pool("watched", "10.5.0.0/16", Phase.MONITOR).build(),
                pool("off", "10.6.0.0/16", Phase.OFF).build())
            .setMailServerGroups(
                group("own", "203.0.113.1/32").build(),
                group("open", "203.0.113.2/32").setInbound(InboundPolicy.builder().build()).build(),
                group("denies", "203.0.113.3/32")
                    .setInbound(
                        InboundPolicy.builder().setDeny(List.of(IpPrefix.valueOf(DENIED))).build())
                    .build(),
                group("limits", "203.0.113.4/32")
                    .setInbound(
                        InboundPolicy.builder()
                            .setDefaultAction(InboundAction.limitTo(RATE))
                            .build())
                    .build(),
                group("shut", "203.0.113.5/32")
                    .setInbound(
                        InboundPolicy.builder().setDefaultAction(InboundAction.block()).build())
                    .build())
            .setExemptions(
                exemption("around", "10.1.0.0/24").build(),
                exemption("inside", "10.1.0.128/25").build(),
                exemption("beside", "10.1.1.0/24").build(),
                exemption("scoped", "10.1.0.0/24")
                    .setDestinations(IpPrefix.valueOf("198.51.100.0/24"))
                    .build())
            .build()
            .at(PolicyArbitraries.device(1));
    return new Provenances(policy, policy.exemptions(), strategy);
  }

  private static Pool.Builder pool(String name, String prefix, Phase phase) {
    return Pool.builder()
        .setName(name)
        .setPrefixes(IpPrefix.valueOf(prefix))
        .setMailServers("own")
        .setPhase(phase);
  }

  private static MailServerGroup.Builder group(String name, String server) {
    return MailServerGroup.builder().setName(name).setServers(IpPrefix.valueOf(server));
  }

  private static Exemption.Builder exemption(String id, String prefix) {
    return Exemption.builder().setId(id).setCustomer("C").setPrefix(IpPrefix.valueOf(prefix));
  }

  private Provenance toward(String near, String far, Action action) {
    return provenances.of(rule(0, Direction.TOWARD_25, near, far, action));
  }

  private Provenance from(String near, String far, Action action) {
    return provenances.of(rule(1, Direction.FROM_25, near, far, action));
  }

  private static Rule rule(int table, Direction direction, String near, String far, Action action) {
    boolean passes = action.kind() == Action.Kind.PASS;
    Port25 port = passes ? Port25.ANY : Port25.smtp(direction);
    return Rule.of(
        table, 1, Match.of(direction, Prefix.parse(near), Prefix.parse(far), port), action);
  }

  @Test
  void aDropComesFromPoolsThatBlockInItsDirection() {
    assertThat(toward(POOLS, ALL, Action.drop()).pools())
        .containsExactly("drops", "all", "rejects");
    assertThat(from(POOLS, ALL, Action.drop()).pools()).containsExactly("drops", "rejects", "bare");
    assertThat(toward("10.1.0.0/16", ALL, Action.drop()).pools()).containsExactly("drops");
  }

  @Test
  void aRejectComesFromPoolsThatReject() {
    assertThat(toward(POOLS, ALL, Action.reject()).pools()).containsExactly("rejects", "bare");
    assertThat(from(POOLS, ALL, Action.reject()).pools()).isEmpty();
  }

  @Test
  void aCountComesFromPoolsThatAreWatched() {
    assertThat(toward(POOLS, ALL, Action.count(ON)).pools()).containsExactly("watched");
    assertThat(from(POOLS, ALL, Action.count(ON)).pools()).isEmpty();
    assertThat(toward(POOLS, ALL, Action.pass(ON)).pools()).isEmpty();
  }

  @Test
  void aPoolsOwnCounterComesFromThatPool() {
    assertThat(toward(POOLS, ALL, Action.drop().countedFor("all")).pools()).containsExactly("all");
    assertThat(toward(POOLS, ALL, Action.reject().countedFor("bare")).pools())
        .containsExactly("bare");
    assertThat(toward(POOLS, ALL, Action.count(ON).countedFor("drops")).pools()).isEmpty();
  }

  @Test
  void anInboundPolicyIsNamedWhereItBlocks() {
    assertThat(toward(DENIED, "203.0.113.3/32", Action.drop()).mailServerGroups())
        .containsExactly("denies");
    assertThat(toward(STRANGER, "203.0.113.3/32", Action.drop()).mailServerGroups()).isEmpty();
    assertThat(toward(STRANGER, "203.0.113.5/32", Action.drop()).mailServerGroups())
        .containsExactly("shut");
    assertThat(toward(STRANGER, "203.0.113.2/32", Action.drop()).mailServerGroups()).isEmpty();
    assertThat(toward(STRANGER, "203.0.113.1/32", Action.drop()).mailServerGroups()).isEmpty();
    assertThat(from(STRANGER, "203.0.113.5/32", Action.drop()).mailServerGroups()).isEmpty();
    assertThat(toward(STRANGER, "203.0.113.5/32", Action.count(ON)).mailServerGroups()).isEmpty();
  }

  @Test
  void aLimitComesFromTheGroupOfItsMeter() {
    Action limit = Action.meter(Meter.of("limits", Meter.Part.DEFAULT, RATE), ON);
    assertThat(toward(STRANGER, "203.0.113.4/32", limit).mailServerGroups())
        .containsExactly("limits");
    assertThat(toward(STRANGER, "203.0.113.0/24", limit).mailServerGroups())
        .containsExactly("limits");
  }

  @Test
  void passingToServersComesFromWhatMakesThemReachable() {
    Action pass = Action.pass(ON);
    assertThat(toward("10.1.0.0/16", "203.0.113.1/32", pass).mailServerGroups())
        .containsExactly("own");
    assertThat(from("10.1.0.0/16", "203.0.113.1/32", pass).mailServerGroups())
        .containsExactly("own");
    assertThat(toward(STRANGER, "203.0.113.1/32", pass).mailServerGroups()).isEmpty();
    assertThat(toward(STRANGER, "203.0.113.2/32", pass).mailServerGroups()).containsExactly("open");
    assertThat(from(STRANGER, "203.0.113.2/32", pass).mailServerGroups()).isEmpty();
    assertThat(toward(STRANGER, ALL, pass).mailServerGroups()).isEmpty();
    assertThat(toward("203.0.113.1/32", ALL, pass).mailServerGroups()).containsExactly("own");
    assertThat(toward("10.1.0.0/16", "198.51.100.0/24", pass).mailServerGroups()).isEmpty();
  }

  @Test
  void passingComesFromExemptionsAroundAndInsideWithTheirScope() {
    Action pass = Action.pass(ON);
    // The scope of a scoped one is a part of "anywhere".
    assertThat(toward("10.1.0.0/24", ALL, pass).exemptions())
        .containsExactly("around", "scoped", "inside");
    assertThat(toward("10.1.0.128/25", ALL, pass).exemptions())
        .containsExactly("around", "scoped", "inside");
    assertThat(toward("10.1.0.0/25", ALL, pass).exemptions()).containsExactly("around", "scoped");
    assertThat(toward("10.1.0.0/24", "198.51.100.0/24", pass).exemptions())
        .containsExactly("scoped");
    assertThat(toward("10.1.0.0/24", "198.51.101.0/24", pass).exemptions()).isEmpty();
    assertThat(toward("10.1.0.0/24", ALL, Action.drop()).exemptions()).isEmpty();
  }

  @Test
  void withOneTableOnlyPassingIsTowardPort25() {
    Rule pass =
        Rule.of(
            0,
            1,
            Match.of(Prefix.parse("10.1.0.0/25"), Prefix.all(Family.IPV4), Port25.ANY),
            Action.pass(ON));
    assertThat(provenances(Strategy.OUTPUT).of(pass).exemptions())
        .containsExactly("around", "scoped");
  }

  @Test
  void theLastRuleOfATableComesFromNothing() {
    Provenance gate = provenances.of(Rule.of(0, 0, Match.everything(), Action.gate(1)));
    assertThat(gate.pools()).isEmpty();
    assertThat(gate.exemptionCount()).isEqualTo(0);
    assertThat(gate.mailServerGroups()).isEmpty();
  }
}
