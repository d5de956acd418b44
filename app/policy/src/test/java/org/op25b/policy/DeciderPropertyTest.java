package org.op25b.policy;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** The decision against its specification, for arbitrary policies and packets. */
class DeciderPropertyTest {
  @Provide
  Arbitrary<Tuple2<Policy, List<TcpPacket>>> cases() {
    return PolicyArbitraries.policies()
        .flatMap(
            policy ->
                PacketArbitraries.packets(policy)
                    .list()
                    .ofSize(40)
                    .map(packets -> Tuple.of(policy, packets)));
  }

  @Provide
  Arbitrary<Instant> instants() {
    return PolicyArbitraries.instants();
  }

  @Property
  void decidesAsSpecifiedOnEveryEdgeSwitch(
      @ForAll("cases") Tuple2<Policy, List<TcpPacket>> drawn, @ForAll("instants") Instant now) {
    Policy policy = drawn.get1();
    for (EdgeSwitch edge : policy.edges()) {
      Decider decider = new Decider(policy.at(edge.device()));
      ReferenceDecider reference = new ReferenceDecider(policy, edge);
      for (TcpPacket packet : drawn.get2()) {
        assertSame(decider.decide(packet, now), reference, packet, now);
      }
    }
  }

  @Property
  void theNetworksAnswerIsWhatSomeEdgeSwitchSays(
      @ForAll("cases") Tuple2<Policy, List<TcpPacket>> drawn, @ForAll("instants") Instant now) {
    Policy policy = drawn.get1();
    Decider network = new Decider(policy.everywhere());
    ReferenceDecider reference = new ReferenceDecider(policy);
    for (TcpPacket packet : drawn.get2()) {
      Decision decision = network.decide(packet, now);
      assertSame(decision, reference, packet, now);
      for (Verdict verdict : new Verdict[] {Verdict.BLOCK, Verdict.RATE_LIMIT}) {
        boolean somewhere =
            policy.edges().stream()
                .map(edge -> new Decider(policy.at(edge.device())).decide(packet, now).verdict())
                .anyMatch(verdict::equals);
        if (verdict == Verdict.BLOCK || decision.verdict() != Verdict.BLOCK) {
          assertEquals(somewhere, decision.verdict() == verdict, () -> verdict + " on " + packet);
        }
      }
    }
  }

  private static void assertSame(
      Decision decision, ReferenceDecider reference, TcpPacket packet, Instant now) {
    assertEquals(reference.verdict(packet, now), decision.verdict(), () -> "on " + packet);
    if (!decision.direction().isPresent()) {
      assertThat(decision.reason()).isEqualTo(Reason.NOT_PORT_25);
      return;
    }
    ReferenceDecider.Answer answer =
        decision.direction().get() == Direction.TOWARD_25
            ? reference.toward(packet, now)
            : reference.from(packet, now);
    Reason expected =
        answer.reason == Reason.ELSEWHERE && decision.reason() == Reason.NOT_COVERED
            ? Reason.NOT_COVERED
            : answer.reason;
    assertEquals(expected, decision.reason(), () -> "on " + packet);
    assertThat(decision.wouldBlock()).isEqualTo(answer.wouldBlock);
    assertThat(decision.rateLimit().isPresent())
        .isEqualTo(decision.verdict() == Verdict.RATE_LIMIT);
    assertThat(decision.exemption().isPresent()).isEqualTo(decision.reason() == Reason.EXEMPT);
  }

  @Property
  void submissionPortsAreNeverTouched(
      @ForAll("cases") Tuple2<Policy, List<TcpPacket>> drawn, @ForAll("instants") Instant now) {
    Decider decider = new Decider(drawn.get1().everywhere());
    for (TcpPacket packet : drawn.get2()) {
      for (int port : new int[] {465, 587}) {
        TcpPacket out = TcpPacket.of(packet.source(), 50000, packet.destination(), port);
        TcpPacket back = TcpPacket.of(packet.source(), port, packet.destination(), 50000);
        assertThat(decider.decide(out, now).verdict()).isEqualTo(Verdict.PASS);
        assertThat(decider.decide(back, now).verdict()).isEqualTo(Verdict.PASS);
      }
    }
  }

  @Property
  void ownMailServersSendToAnyone(
      @ForAll("cases") Tuple2<Policy, List<TcpPacket>> drawn, @ForAll("instants") Instant now) {
    Policy policy = drawn.get1();
    Decider decider = new Decider(policy.everywhere());
    for (TcpPacket packet : drawn.get2()) {
      boolean mta =
          policy.mailServerGroups().stream()
              .flatMap(group -> group.servers().stream())
              .anyMatch(server -> server.contains(packet.source()));
      if (mta) {
        TcpPacket mail = TcpPacket.of(packet.source(), 50000, packet.destination(), 25);
        Decision decision = decider.decide(mail, now);
        assertThat(decision.verdict()).isEqualTo(Verdict.PASS);
        assertThat(decision.reason()).isEqualTo(Reason.OWN_MTA);
      }
    }
  }
}
