package org.op25b.controller.reject;

import static com.google.common.truth.Truth.assertThat;

import com.google.common.io.BaseEncoding;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.onlab.packet.Ethernet;
import org.onosproject.net.ConnectPoint;
import org.op25b.controller.copies.BlockedPacket;

/** Against bytes, and against a checksum of the test's own. */
class ResetPacketTest {
  private static final String MACS = "0225000003020225000001" + "01";
  private static final String IP4 = "450000280000400040060000c633640bc0000219";
  private static final String IP6 =
      "6000000000140640" + "20010db8010000010000000000000011" + "20010db800ee00000000000000000025";

  /** Ports 40000 and 25, sequence number 0x89abcdef, SYN. */
  private static final String SYN = "9c40001989abcdef000000005002faf000000000";

  @Test
  void answersOverIpv4() throws Exception {
    ByteBuffer reset = answer(MACS + "0800" + IP4 + SYN).get();

    assertThat(hex(reset, 0, 14)).isEqualTo("022500000101" + "022500000302" + "0800");
    assertThat(reset.limit()).isEqualTo(14 + 20 + 20);
    assertThat(reset.get(14)).isEqualTo((byte) 0x45);
    assertThat(reset.getShort(16)).isEqualTo((short) 40);
    assertThat(hex(reset, 26, 8)).isEqualTo("c0000219c633640b");
    assertThat(sum(reset, 14, 20, 0)).isEqualTo(0xffff);
    assertIsReset(reset, 34);
    assertThat(sum(reset, 34, 20, pseudo(reset, 26, 8))).isEqualTo(0xffff);
  }

  @Test
  void answersOverIpv6() throws Exception {
    ByteBuffer reset = answer(MACS + "86dd" + IP6 + SYN).get();

    assertThat(reset.limit()).isEqualTo(14 + 40 + 20);
    assertThat(reset.getShort(18)).isEqualTo((short) 20);
    assertThat(reset.get(20)).isEqualTo((byte) 6);
    assertThat(hex(reset, 22, 16)).isEqualTo("20010db800ee00000000000000000025");
    assertThat(hex(reset, 38, 16)).isEqualTo("20010db8010000010000000000000011");
    assertIsReset(reset, 54);
    assertThat(sum(reset, 54, 20, pseudo(reset, 22, 32))).isEqualTo(0xffff);
  }

  @Test
  void keepsTheTag() throws Exception {
    ByteBuffer reset = answer(MACS + "8100" + "6123" + "0800" + IP4 + SYN).get();

    assertThat(hex(reset, 12, 6)).isEqualTo("8100" + "6123" + "0800");
    assertIsReset(reset, 38);
  }

  @Test
  void keepsBothTags() throws Exception {
    ByteBuffer reset = answer(MACS + "88a8" + "0064" + "8100" + "0123" + "0800" + IP4 + SYN).get();

    assertThat(hex(reset, 12, 10)).isEqualTo("88a8" + "0064" + "8100" + "0123" + "0800");
    assertIsReset(reset, 42);
  }

  /** Ethernet pads short frames; only what the IP header says is data. */
  @Test
  void paddingIsNoData() throws Exception {
    assertIsReset(answer(MACS + "0800" + IP4 + SYN + "000000000000").get(), 34);
  }

  /** TCP Fast Open: four octets of data in the SYN. */
  @Test
  void acknowledgesDataToo() throws Exception {
    String four = IP4.substring(0, 4) + "002c" + IP4.substring(8);
    ByteBuffer reset = answer(MACS + "0800" + four + SYN + "01020304").get();

    assertThat(reset.getInt(42)).isEqualTo(0x89abcdef + 5);
  }

  @Test
  void sequenceNumbersWrap() throws Exception {
    ByteBuffer reset = answer(MACS + "0800" + IP4 + SYN.replace("89abcdef", "ffffffff")).get();

    assertThat(reset.getInt(42)).isEqualTo(0);
  }

  @Test
  void nothingButASynIsAnswered() throws Exception {
    for (String flags : new String[] {"10", "12", "04", "14", "01", "11", "18", "00", "06", "03"}) {
      String segment = SYN.replace("5002faf0", "50" + flags + "faf0");
      assertThat(answer(MACS + "0800" + IP4 + segment)).isEqualTo(Optional.empty());
    }
  }

  private static void assertIsReset(ByteBuffer frame, int at) {
    assertThat(frame.getShort(at)).isEqualTo((short) 25);
    assertThat(frame.getShort(at + 2) & 0xffff).isEqualTo(40_000);
    assertThat(frame.getInt(at + 4)).isEqualTo(0);
    assertThat(frame.getInt(at + 8)).isEqualTo(0x89abcdef + 1);
    assertThat(frame.get(at + 12)).isEqualTo((byte) 0x50);
    assertThat(frame.get(at + 13)).isEqualTo((byte) 0x14);
  }

  private static Optional<ByteBuffer> answer(String frame) throws Exception {
    byte[] bytes = BaseEncoding.base16().lowerCase().decode(frame);
    Ethernet parsed = Ethernet.deserializer().deserialize(bytes, 0, bytes.length);
    return ResetPacket.answer(
            BlockedPacket.of(ConnectPoint.deviceConnectPoint("of:0000000000000001/1"), parsed)
                .get())
        .map(reset -> ByteBuffer.wrap(reset.serialize()));
  }

  /** The pseudo-header's part of the checksum: both addresses, protocol, length (RFC 9293). */
  private static int pseudo(ByteBuffer frame, int addresses, int length) {
    return sum(frame, addresses, length, 6 + 20);
  }

  /** The Internet checksum's sum (RFC 1071); 0xffff over what carries a right checksum. */
  private static int sum(ByteBuffer frame, int from, int length, int start) {
    int sum = start;
    for (int at = from; at < from + length; at += 2) {
      sum += frame.getShort(at) & 0xffff;
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return sum;
  }

  private static String hex(ByteBuffer frame, int from, int length) {
    return BaseEncoding.base16().lowerCase().encode(frame.array(), from, length);
  }
}
