package org.op25b.controller.sight;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/**
 * Sends each suspect as a syslog message (RFC 5424) in a datagram (RFC 5426): facility local0,
 * severity warning, message id {@code suspect}, the suspect as JSON in ASCII. UDP does not tell
 * whether a message has arrived; that nobody listens is known, if at all, when the next one is
 * sent.
 */
final class SyslogSink implements AlarmSink {
  static final int DEFAULT_PORT = 514;
  private static final int LOCAL0_WARNING = 16 * 8 + 4;
  private static final String NIL = "-";

  private final HostAndPort receiver;
  private final Clock clock;
  private final ObjectMapper ascii =
      new ObjectMapper().configure(JsonGenerator.Feature.ESCAPE_NON_ASCII, true);
  private final SuspectJson json = new SuspectJson(ascii);
  private DatagramSocket socket;

  SyslogSink(HostAndPort receiver, Clock clock) {
    this.receiver = receiver;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "syslog";
  }

  @Override
  public void tell(Suspect suspect) throws IOException {
    byte[] message = message(suspect).getBytes(StandardCharsets.US_ASCII);
    DatagramPacket packet = new DatagramPacket(message, message.length);
    try {
      connected().send(packet);
    } catch (PortUnreachableException e) {
      // That is about the message before; this one was not sent.
      connected().send(packet);
      throw new IOException("nobody listens", e);
    } catch (SocketException e) {
      close();
      throw new IOException("it cannot be reached", e);
    }
  }

  @Override
  public synchronized void close() {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }

  /** The name is looked up anew after each failure. */
  private synchronized DatagramSocket connected() throws IOException {
    if (socket == null) {
      InetAddress address;
      try {
        address = InetAddress.getByName(receiver.getHost());
      } catch (UnknownHostException e) {
        throw new IOException("its name is not known", e);
      }
      socket = new DatagramSocket();
      socket.connect(new InetSocketAddress(address, receiver.getPortOrDefault(DEFAULT_PORT)));
    }
    return socket;
  }

  private String message(Suspect suspect) throws IOException {
    return String.format(
        "<%d>1 %s %s op25b %s suspect %s %s",
        LOCAL0_WARNING,
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        localName(),
        NIL,
        NIL,
        ascii.writeValueAsString(json.suspect(suspect)));
  }

  private static String localName() {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      return name.matches("[!-~]{1,255}") ? name : NIL;
    } catch (UnknownHostException e) {
      return NIL;
    }
  }
}
