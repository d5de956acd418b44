package org.op25b.proof;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpAddress;
import org.op25b.policy.TcpPacket;

/** Packets are shown to people, who must see in them whatever a rule may have looked at. */
class WitnessPacketTest {
  private static final Bits FROM = Bits.of(IpAddress.valueOf("198.51.100.7"));
  private static final Bits TO = Bits.of(IpAddress.valueOf("203.0.113.25"));

  @Test
  void aTcpPacketIsWhatThePolicySees() {
    TcpPacket mail =
        TcpPacket.of(
            IpAddress.valueOf("2001:db8::7"), 50_000, IpAddress.valueOf("2001:db8:25::25"), 25);

    WitnessPacket packet = WitnessPacket.of(mail);

    assertThat(packet.isTcp()).isTrue();
    assertEquals(Optional.of(mail), packet.tcp());
    assertEquals("2001:db8::7 port 50000 > 2001:db8:25::25 port 25, IN_PORT 1", packet.toString());
  }

  @Test
  void tellsItsPortAndTagWhereItHasThem() {
    ImmutableMap.Builder<Field, Bits> fields =
        ImmutableMap.<Field, Bits>builder()
            .put(Field.IPV4_SRC, FROM)
            .put(Field.IPV4_DST, TO)
            .put(Field.TCP_SRC, Bits.ZERO)
            .put(Field.TCP_DST, Bits.ZERO)
            .put(Field.IN_PORT, Bits.ZERO)
            .put(Field.VLAN, Bits.of(0x1005));

    WitnessPacket packet = WitnessPacket.of(Universe.TCP4, fields.build());

    assertEquals("fragment 198.51.100.7 > 203.0.113.25, VLAN 4101", packet.toString());
  }

  @Test
  void hasUdpPortsOnlyIfItIsUdp() {
    ImmutableMap<Field, Bits> fields =
        ImmutableMap.<Field, Bits>builder()
            .put(Field.IPV4_SRC, FROM)
            .put(Field.IPV4_DST, TO)
            .put(Field.UDP_SRC, Bits.of(53))
            .put(Field.UDP_DST, Bits.of(5353))
            .put(Field.IN_PORT, Bits.ZERO)
            .put(Field.VLAN, Bits.ZERO)
            .build();

    assertEquals(
        "198.51.100.7 > 203.0.113.25 protocol 17 ports 53 > 5353", other(fields, 17).toString());
    assertEquals("198.51.100.7 > 203.0.113.25 protocol 1", other(fields, 1).toString());
    assertThat(other(fields, 17).isTcp()).isFalse();
    assertThat(other(fields, 17).tcp().isPresent()).isFalse();
  }

  @Test
  void whatIsNotIpIsToldByItsType() {
    WitnessPacket arp =
        WitnessPacket.of(
            Universe.OTHER,
            ImmutableMap.of(
                Field.ETH_TYPE, Bits.of(0x0806), Field.IN_PORT, Bits.of(3), Field.VLAN, Bits.ZERO));

    assertEquals("not IP, ETH_TYPE 2054, IN_PORT 3", arp.toString());
  }

  private static WitnessPacket other(ImmutableMap<Field, Bits> fields, int protocol) {
    return WitnessPacket.of(
        Universe.OTHER4,
        ImmutableMap.<Field, Bits>builder()
            .putAll(fields)
            .put(Field.IP_PROTO, Bits.of(protocol))
            .build());
  }
}
