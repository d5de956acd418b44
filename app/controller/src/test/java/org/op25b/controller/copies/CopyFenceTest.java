package org.op25b.controller.copies;

import static com.google.common.truth.Truth.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.onlab.packet.Ethernet;
import org.onlab.packet.IPv4;
import org.onlab.packet.IpAddress;
import org.onlab.packet.MacAddress;
import org.onlab.packet.TCP;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.DefaultApplicationId;
import org.onosproject.net.ConnectPoint;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.meter.MeterId;
import org.onosproject.net.packet.DefaultInboundPacket;
import org.onosproject.net.packet.DefaultOutboundPacket;
import org.onosproject.net.packet.DefaultPacketContext;
import org.onosproject.net.packet.PacketContext;
import org.op25b.controller.enforcement.CopyTable;

class CopyFenceTest {
  private static final ApplicationId OWNER = new DefaultApplicationId(77, "org.op25b.copies");
  private static final ConnectPoint FROM = ConnectPoint.deviceConnectPoint("of:0000000000000001/1");

  private final CopyFence fence = new CopyFence(OWNER);
  private final List<BlockedPacket> seen = new ArrayList<>();

  CopyFenceTest() {
    fence.add(seen::add);
  }

  @Test
  void aCopyIsTakenAwayAndHandedOut() {
    PacketContext context = context(Optional.of(cookie()), syn());

    fence.process(context);

    assertThat(context.isHandled()).isTrue();
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).source()).isEqualTo(IpAddress.valueOf("198.51.100.7"));
    assertThat(seen.get(0).destination()).isEqualTo(IpAddress.valueOf("192.0.2.25"));
    assertThat(seen.get(0).destinationPort()).isEqualTo(25);
    assertThat(fence.received()).isEqualTo(1);
  }

  @Test
  void otherPacketsAreLeftAlone() {
    for (Optional<Long> cookie :
        List.of(Optional.<Long>empty(), Optional.of(78L << 48), Optional.of(0L))) {
      PacketContext context = context(cookie, syn());

      fence.process(context);

      assertThat(context.isHandled()).isFalse();
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void aCopyThatCannotBeReadIsTakenAwayToo() {
    for (Ethernet frame : new Ethernet[] {null, new Ethernet()}) {
      PacketContext context = context(Optional.of(cookie()), frame);

      fence.process(context);

      assertThat(context.isHandled()).isTrue();
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void aListenerThatFailsLetsNothingPast() {
    fence.add(
        packet -> {
          throw new IllegalStateException("broken");
        });
    PacketContext context = context(Optional.of(cookie()), syn());

    fence.process(context);

    assertThat(context.isHandled()).isTrue();
  }

  /** What copies goes to the controller alone, through the meter, and ends by itself. */
  @Test
  void theRuleCopiesAndNothingElse() {
    FlowRule rule = rule();

    assertThat(rule.tableId()).isEqualTo(250);
    assertThat(rule.treatment().allInstructions().toString()).contains("OUTPUT:CONTROLLER");
    assertThat(rule.treatment().tableTransition()).isNull();
    assertThat(rule.treatment().meters()).hasSize(1);
    assertThat(rule.hardTimeout()).isEqualTo(12);
    assertThat(rule.timeout()).isEqualTo(0);
  }

  private static FlowRule rule() {
    return CopyRules.rule(
        DeviceId.deviceId("of:0000000000000001"), OWNER, CopyTable.SAMPLE, MeterId.meterId(1));
  }

  private static long cookie() {
    return rule().id().value();
  }

  private static Ethernet syn() {
    Ethernet frame = new Ethernet();
    frame
        .setSourceMACAddress(MacAddress.valueOf("02:25:00:00:01:01"))
        .setDestinationMACAddress(MacAddress.valueOf("02:25:00:00:03:02"))
        .setEtherType(Ethernet.TYPE_IPV4)
        .setPayload(
            new IPv4()
                .setSourceAddress("198.51.100.7")
                .setDestinationAddress("192.0.2.25")
                .setProtocol(IPv4.PROTOCOL_TCP)
                .setPayload(
                    new TCP().setSourcePort(40_000).setDestinationPort(25).setFlags((short) 2)));
    return frame;
  }

  private static PacketContext context(Optional<Long> cookie, Ethernet frame) {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[0]);
    return new DefaultPacketContext(
        0L,
        new DefaultInboundPacket(FROM, frame, bytes, cookie),
        new DefaultOutboundPacket(FROM.deviceId(), null, bytes),
        false) {
      @Override
      public void send() {
        throw new AssertionError("sent");
      }
    };
  }
}
