package org.op25b.controller.exemption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.onlab.packet.IpPrefix;

class PrefixTextTest {
  @ParameterizedTest
  @CsvSource({
    "198.51.100.7,198.51.100.7/32",
    " 198.51.100.0/29 ,198.51.100.0/29",
    "2001:DB8::1,2001:db8::1/128",
    "2001:db8:100::/56,2001:db8:100::/56",
    "0.0.0.0/0,0.0.0.0/0"
  })
  void reads(String text, String expected) {
    assertEquals(IpPrefix.valueOf(expected), PrefixText.parse("prefix", text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "198.51.100",
        "198.51.100.256",
        "198.51.100.7/33",
        "198.51.100.7/-1",
        "1.2.3.4/",
        "198.51.100.7/ 32",
        "198.51.100.7/032",
        "01.2.3.4",
        "2001:db8::/129",
        "2001:db8::1::2",
        "fe80::1%eth0",
        "::ffff:198.51.100.7",
        "[2001:db8::1]",
        "mail.example.net",
        "１９８.51.100.7",
        "1.2.3.4/24/8"
      })
  void refuses(String text) {
    ChangeRefusedException refused =
        assertThrows(ChangeRefusedException.class, () -> PrefixText.parse("prefix", text));
    assertEquals(ProblemCode.BAD_PREFIX, refused.problems().get(0).code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.7/24", "2001:db8::1/64"})
  void refusesHostBits(String text) {
    ChangeRefusedException refused =
        assertThrows(ChangeRefusedException.class, () -> PrefixText.parse("prefix", text));
    assertEquals(ProblemCode.HOST_BITS, refused.problems().get(0).code());
  }
}
