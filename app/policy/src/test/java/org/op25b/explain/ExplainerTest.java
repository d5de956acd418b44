package org.op25b.explain;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.onosproject.net.DeviceId;
import org.op25b.compile.Action;
import org.op25b.compile.CompileOptions;
import org.op25b.compile.Compiler;
import org.op25b.compile.Port25;
import org.op25b.compile.Rule;
import org.op25b.compile.RuleTable;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.InboundAction;
import org.op25b.policy.InboundPolicy;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;
import org.op25b.policy.RateLimit;
import org.op25b.policy.Reason;
import org.op25b.policy.Strategy;
import org.op25b.policy.TcpPacket;
import org.op25b.policy.Verdict;

/** What an operator reads when asking about one packet. */
class ExplainerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final DeviceId EDGE = DeviceId.deviceId("of:1");
  private static final DeviceId BORDER = DeviceId.deviceId("of:2");
  private static final IpAddress CUSTOMER = IpAddress.valueOf("198.18.0.7");
  private static final IpAddress OUTSIDE = IpAddress.valueOf("192.0.2.25");
  private static final IpAddress MTA = IpAddress.valueOf("203.0.113.25");

  private static final Policy POLICY =
      Policy.builder()
          .setEdges(
              EdgeSwitch.builder().setDevice(EDGE).build(),
              EdgeSwitch.builder().setDevice(BORDER).setBorder(true).build())
          .setMailServerGroups(
              MailServerGroup.builder()
                  .setName("own")
                  .setServers(IpPrefix.valueOf(MTA, 32))
                  .setInbound(
                      InboundPolicy.builder()
                          .setDefaultAction(
                              InboundAction.limitTo(
                                  RateLimit.of(9, RateLimit.Unit.PACKETS_PER_SECOND)))
                          .build())
                  .build())
          .setPools(
              Pool.builder()
                  .setName("p")
                  .setPrefixes(IpPrefix.valueOf("198.18.0.0/16"))
                  .setMailServers("own")
                  .setEdges(EDGE)
                  .setPhase(Phase.BLOCK)
                  .build())
          .build();

  private static Explanation explain(TcpPacket packet) {
    return new Explainer(POLICY, ImmutableMap.of(EDGE, table(EDGE), BORDER, table(BORDER)))
        .explain(packet, NOW);
  }

  private static RuleTable table(DeviceId device) {
    return Compiler.compile(POLICY.at(device), NOW, Strategy.GATE, CompileOptions.defaults())
        .table();
  }

  @Test
  void aBlockedPacketNamesItsDropRuleOnTheSwitchThatDecides() {
    TcpPacket packet = TcpPacket.of(CUSTOMER, 50000, OUTSIDE, 25);
    Explanation explanation = explain(packet);
    assertThat(explanation.packet()).isEqualTo(packet);
    assertThat(explanation.decision().verdict()).isEqualTo(Verdict.BLOCK);
    EdgeExplanation edge = explanation.edges().get(0);
    assertThat(edge.device()).isEqualTo(EDGE);
    Rule rule = edge.carriedOutBy().get();
    assertEquals(Action.Kind.DROP, rule.action().kind());
    assertEquals(Port25.TOWARD_SMTP, rule.match().port());
    assertThat(edge.verdictOfRules()).isEqualTo(Verdict.BLOCK);
    EdgeExplanation border = explanation.edges().get(1);
    assertThat(border.device()).isEqualTo(BORDER);
    assertThat(border.decision().reason()).isEqualTo(Reason.ELSEWHERE);
    assertThat(border.verdictOfRules()).isEqualTo(Verdict.PASS);
  }

  @Test
  void aSpoofedReturnPathIsStoppedInTheSecondTable() {
    EdgeExplanation edge = explain(TcpPacket.of(OUTSIDE, 25, CUSTOMER, 50000)).edges().get(0);
    assertThat(edge.rules()).hasSize(2);
    assertThat(edge.carriedOutBy().get().table()).isEqualTo(1);
    assertThat(edge.verdictOfRules()).isEqualTo(Verdict.BLOCK);
  }

  @Test
  void whatPassesNamesTheRuleOfTheDirectionThatWasAsked() {
    EdgeExplanation toward = explain(TcpPacket.of(CUSTOMER, 50000, MTA, 25)).edges().get(0);
    assertThat(toward.carriedOutBy().get()).isEqualTo(toward.rules().get(0));
    assertThat(toward.carriedOutBy().get().table()).isEqualTo(0);
    EdgeExplanation from = explain(TcpPacket.of(MTA, 25, CUSTOMER, 50000)).edges().get(0);
    assertThat(from.carriedOutBy().get().table()).isEqualTo(1);
    assertThat(from.verdictOfRules()).isEqualTo(Verdict.PASS);
  }

  @Test
  void aLimitIsExplainedByItsMeter() {
    EdgeExplanation border = explain(TcpPacket.of(OUTSIDE, 50000, MTA, 25)).edges().get(1);
    assertThat(border.verdictOfRules()).isEqualTo(Verdict.RATE_LIMIT);
    assertThat(border.carriedOutBy().get().action().meter().isPresent()).isTrue();
  }

  @Test
  void withoutMatchingRuleNothingIsDone() {
    RuleTable table =
        Compiler.compile(POLICY.at(EDGE), NOW, Strategy.SUBTRACT, CompileOptions.defaults())
            .table();
    EdgeExplanation edge =
        new EdgeExplainer(EDGE, POLICY.at(EDGE), table)
            .explain(TcpPacket.of(OUTSIDE, 50000, MTA, 587), NOW);
    assertThat(edge.rules()).isEmpty();
    assertThat(edge.carriedOutBy().isPresent()).isFalse();
    assertThat(edge.verdictOfRules()).isEqualTo(Verdict.PASS);
  }

  @Test
  void aSwitchWithoutRulesIsLeftOut() {
    Explanation explanation =
        new Explainer(POLICY, ImmutableMap.of(BORDER, table(BORDER)))
            .explain(TcpPacket.of(CUSTOMER, 50000, OUTSIDE, 25), NOW);
    assertThat(explanation.edges()).hasSize(1);
  }
}
