package org.op25b.controller.status;

import static com.google.common.truth.Truth.assertThat;

import com.google.common.collect.ImmutableList;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.onosproject.net.DeviceId;
import org.op25b.controller.Op25b;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;
import org.op25b.policy.TcpPacket;
import org.op25b.policy.Verdict;
import org.op25b.proof.RuleAction;
import org.op25b.proof.RuleMatch;
import org.op25b.proof.SwitchRule;

class ExplanationTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void explainsWhereAPacketIsBlocked() {
    EdgeSwitch here = edge("of:0000000000000001");
    EdgeSwitch there = edge("of:0000000000000002");
    Policy policy =
        Policy.builder()
            .setEdges(here, there)
            .setPools(
                Pool.builder()
                    .setName("dynamic")
                    .setPrefixes(IpPrefix.valueOf("198.51.100.0/24"))
                    .setEdges(here.device())
                    .setPhase(Phase.BLOCK_ALL)
                    .build())
            .build();
    TcpPacket smtp = packet(25);

    SwitchRule drop =
        SwitchRule.of(0, 1, RuleMatch.any(), RuleAction.drop(), Op25b.APP_NAME, true, 1);

    Explanation blocked = Explanation.of(policy, smtp, NOW, device -> ImmutableList.of(drop));
    assertThat(blocked.decision().verdict()).isEqualTo(Verdict.BLOCK);
    assertThat(blocked.blockedAt()).containsExactly(here);
    assertThat(blocked.rules()).containsExactly(here, drop);

    Explanation submission =
        Explanation.of(policy, packet(587), NOW, device -> ImmutableList.of(drop));
    assertThat(submission.decision().verdict()).isEqualTo(Verdict.PASS);
    assertThat(submission.blockedAt()).isEmpty();
    assertThat(submission.rules()).isEmpty();
  }

  private static TcpPacket packet(int port) {
    return TcpPacket.of(
        IpAddress.valueOf("198.51.100.7"), 40_000, IpAddress.valueOf("192.0.2.25"), port);
  }

  private static EdgeSwitch edge(String device) {
    return EdgeSwitch.builder().setDevice(DeviceId.deviceId(device)).build();
  }
}
