package org.op25b.policy.json;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.Iterables;
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
  private static final Instant DURING_TRIAL = Instant.parse("2026-01-15T00:00:00Z");

  /** After it, as in the lab, whose clock is the real one. */
  private static final Instant AFTER_TRIAL = Instant.parse("2026-06-01T00:00:00Z");

  private static final int ANY_PORT = 50000;
  private static final IpAddress CUSTOMER = IpAddress.valueOf("198.18.0.7");
  private static final IpAddress OTHER_MTA = IpAddress.valueOf("192.0.2.25");

  static Stream<Arguments> dialogues() {
    return ProviderStory.PROVIDERS.stream().flatMap(p -> rows(p, ""));
  }

  static Stream<Arguments> packets() {
    return ProviderStory.PROVIDERS.stream().flatMap(p -> rows(p, ".packets"));
  }

  private static Stream<Arguments> rows(String provider, String kind) {
    ProviderStory story = ProviderStory.of(provider);
    return story.steps().stream()
        .flatMap(
            step ->
                story
                    .rows(step.table.replace(".csv", kind + ".csv"))
                    .map(row -> Arguments.of(provider + " " + step.name, story, step.policy, row)));
  }

  @ParameterizedTest(name = "{0} {3}")
  @MethodSource("dialogues")
  void dialoguesEndAsPublished(String where, ProviderStory story, Policy policy, List<String> row) {
    assertThat(row).hasSize(5);
    Decider decider = new Decider(policy.everywhere());
    int port = Integer.parseInt(row.get(2));
    List<String> hops = ProviderStory.hops(row.get(1));
    for (String family : List.of("ipv4", "ipv6")) {
      assertEquals(
          row.get(3) + " " + row.get(4),
          decide(decider, story, row.get(0), hops.get(0), family, port),
          family);
      for (int i = 1; i < hops.size(); i++) {
        assertThat(decide(decider, story, hops.get(i - 1), hops.get(i), family, 25))
            .startsWith("pass ");
      }
    }
  }

  private static String decide(
      Decider decider, ProviderStory story, String from, String to, String family, int port) {
    TcpPacket packet =
        TcpPacket.of(story.address(from, family), ANY_PORT, story.address(to, family), port);
    return label(decider.decide(packet, AFTER_TRIAL));
  }

  @ParameterizedTest(name = "{0} {3}")
  @MethodSource("packets")
  void packetsGoAsExpected(String where, ProviderStory story, Policy policy, List<String> row) {
    assertThat(row).hasSize(9);
    TcpPacket packet =
        TcpPacket.of(
            IpAddress.valueOf(row.get(2)),
            Integer.parseInt(row.get(3)),
            IpAddress.valueOf(row.get(5)),
            Integer.parseInt(row.get(6)));
    EdgePolicy at =
        row.get(0).equals("everywhere")
            ? policy.everywhere()
            : policy.at(DeviceId.deviceId(row.get(0)));
    assertEquals(
        row.get(7) + " " + row.get(8), label(new Decider(at).decide(packet, DURING_TRIAL)));
  }

  @Test
  void monitoringTellsWhoWouldBreak() {
    Decider decider = new Decider(policy("p3", "phase1").everywhere());
    assertThat(decider.decide(mailTo("192.0.2.25"), DURING_TRIAL).wouldBlock()).isTrue();
    assertThat(decider.decide(mailTo("203.0.113.25"), DURING_TRIAL).wouldBlock()).isFalse();
  }

  private static TcpPacket mailTo(String server) {
    return TcpPacket.of(CUSTOMER, ANY_PORT, IpAddress.valueOf(server), 25);
  }

  @Test
  void aTrialEndsAtItsInstant() {
    Decider decider = new Decider(policy("p4", "final").everywhere());
    TcpPacket mail = TcpPacket.of(IpAddress.valueOf("198.18.5.6"), ANY_PORT, OTHER_MTA, 25);
    Instant end = Instant.parse("2026-02-01T00:00:00Z");
    assertEquals("exempt", Labels.of(decider.decide(mail, end.minusMillis(1)).reason()));
    assertEquals("pool", Labels.of(decider.decide(mail, end).reason()));
  }

  private static Policy policy(String provider, String step) {
    return Iterables.getOnlyElement(
            ProviderStory.of(provider).steps().stream().filter(s -> s.name.equals(step))::iterator)
        .policy;
  }

  private static String label(Decision decision) {
    return Labels.of(decision.verdict()) + " " + Labels.of(decision.reason());
  }
}
