package org.op25b.policy.json;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.onlab.packet.IpAddress;
import org.onosproject.net.DeviceId;
import org.op25b.policy.Decider;
import org.op25b.policy.Decision;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Labels;
import org.op25b.policy.Policy;
import org.op25b.policy.TcpPacket;

/** The policies of five providers and the tables that say what their customers may expect. */
class ProvidersTest {
  /** While the trial exemption of P4 is live. */
  private static final Instant NOW = Instant.parse("2026-01-15T00:00:00Z");

  static ImmutableList<String> providers() {
    return ImmutableList.of(
        "p1-stage1",
        "p1-final",
        "p2",
        "p3-phase1",
        "p3-phase2-step1",
        "p3-phase2-done",
        "p3-rolled-back",
        "p4",
        "p5");
  }

  static Stream<Arguments> expectations() {
    return providers().stream()
        .flatMap(
            provider ->
                Splitter.on('\n').omitEmptyStrings().splitToList(text(provider + ".csv")).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Arguments.of(provider, line)));
  }

  @ParameterizedTest
  @MethodSource("expectations")
  void decidesAsPublished(String provider, String line) {
    List<String> row = Splitter.on(',').trimResults().splitToList(line);
    assertThat(row).hasSize(9);
    TcpPacket packet =
        TcpPacket.of(
            IpAddress.valueOf(row.get(2)),
            Integer.parseInt(row.get(3)),
            IpAddress.valueOf(row.get(5)),
            Integer.parseInt(row.get(6)));
    Policy policy = policy(provider);
    EdgePolicy at =
        row.get(0).equals("everywhere")
            ? policy.everywhere()
            : policy.at(DeviceId.deviceId(row.get(0)));
    Decision decision = new Decider(at).decide(packet, NOW);
    assertEquals(
        row.get(7) + " " + row.get(8),
        Labels.of(decision.verdict()) + " " + Labels.of(decision.reason()));
  }

  @Test
  void monitoringTellsWhoWouldBreak() {
    Decider decider = new Decider(policy("p3-phase1").everywhere());
    IpAddress customer = IpAddress.valueOf("198.18.0.7");
    assertThat(
            decider
                .decide(TcpPacket.of(customer, 50000, IpAddress.valueOf("192.0.2.25"), 25), NOW)
                .wouldBlock())
        .isTrue();
    assertThat(
            decider
                .decide(TcpPacket.of(customer, 50000, IpAddress.valueOf("203.0.113.25"), 25), NOW)
                .wouldBlock())
        .isFalse();
  }

  @Test
  void aTrialEndsAtItsInstant() {
    Decider decider = new Decider(policy("p4").everywhere());
    TcpPacket mail =
        TcpPacket.of(IpAddress.valueOf("198.18.5.6"), 50000, IpAddress.valueOf("192.0.2.25"), 25);
    Instant end = Instant.parse("2026-02-01T00:00:00Z");
    assertEquals("exempt", Labels.of(decider.decide(mail, end.minusMillis(1)).reason()));
    assertEquals("pool", Labels.of(decider.decide(mail, end).reason()));
  }

  private static Policy policy(String provider) {
    PolicyReading reading = PolicyReader.read(text(provider + ".json"));
    assertEquals(ImmutableList.of(), reading.problems());
    return reading.policy().get();
  }

  private static String text(String name) {
    try {
      return Resources.toString(Resources.getResource("providers/" + name), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
