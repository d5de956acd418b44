package org.op25b.controller.sight;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SyslogSinkTest {
  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-02-03T04:05:06.789123Z"), ZoneOffset.UTC);

  /** RFC 5424: priority, version, time, host, application, process, message id, data, message. */
  private static final Pattern MESSAGE =
      Pattern.compile(
          "<132>1 2026-02-03T04:05:06\\.789Z ([!-~]{1,255}) op25b - suspect - (\\{.*\\})");

  @Test
  void sendsOneMessageForASuspect() throws Exception {
    try (DatagramSocket receiver = receiver()) {
      Suspect suspect = Suspects.of("of:1", "2001:db8:100::5", 12.3, Optional.of("C-17"));

      sinkTo(receiver.getLocalPort()).tell(suspect);

      JsonNode told = received(receiver);
      assertThat(told.toString())
          .isEqualTo(new SuspectJson(new ObjectMapper()).suspect(suspect).toString());
      assertThat(told.get("source").asText()).isEqualTo("2001:db8:100::5");
    }
  }

  /** A customer's name can neither begin a second message nor need an encoding. */
  @Test
  void aMessageIsOneLineOfAscii() throws Exception {
    try (DatagramSocket receiver = receiver()) {
      String customer = "Müller\n<0>1 - - - - - - hello";

      sinkTo(receiver.getLocalPort())
          .tell(Suspects.of("of:1", "198.51.100.1", 50, Optional.of(customer)));

      assertThat(received(receiver).get("customer").asText()).isEqualTo(customer);
    }
  }

  /** The system tells of the first message only when the second one is sent. */
  @Test
  void nobodyListens() throws Exception {
    DatagramSocket receiver = receiver();
    SyslogSink sink = sinkTo(receiver.getLocalPort());
    receiver.close();
    Suspect suspect = Suspects.of("of:1", "198.51.100.1", 50);

    sink.tell(suspect);
    IOException problem = assertThrows(IOException.class, () -> untilTold(sink, suspect));

    assertThat(problem).hasMessageThat().isEqualTo("nobody listens");
  }

  @Test
  void theNameIsNotKnown() {
    SyslogSink sink = new SyslogSink(HostAndPort.fromString("syslog.invalid"), NOW);

    IOException problem =
        assertThrows(IOException.class, () -> sink.tell(Suspects.of("of:1", "198.51.100.1", 50)));
    assertThat(problem).hasMessageThat().isEqualTo("its name is not known");
  }

  private static void untilTold(SyslogSink sink, Suspect suspect) throws IOException {
    for (int message = 0; message < 1000; message++) {
      sink.tell(suspect);
    }
  }

  private static DatagramSocket receiver() throws IOException {
    DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    receiver.setSoTimeout(10_000);
    return receiver;
  }

  private static SyslogSink sinkTo(int port) {
    return new SyslogSink(HostAndPort.fromParts("127.0.0.1", port), NOW);
  }

  private static JsonNode received(DatagramSocket receiver) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
    receiver.receive(packet);
    String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
    Matcher message = MESSAGE.matcher(text);
    assertThat(text).matches(MESSAGE);
    assertThat(message.matches()).isTrue();
    assertThat(text).matches("[ -~]*");
    return new ObjectMapper().readTree(message.group(2));
  }
}
