package org.op25b.controller.sight;

import static com.google.common.truth.Truth.assertThat;

import com.google.common.net.HostAndPort;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SightSettingsTest {
  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080/alarms", "https://example.net/a?token=1"})
  void webhooksAreHttpOrHttps(String url) {
    assertThat(webhook(url)).isEqualTo(Optional.of(URI.create(url)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "file:///etc/passwd",
        "ftp://example.net/",
        "http:///path",
        "example.net",
        "http://a b/",
        "http://user:password@example.net/",
        "http://example.net:0/",
        "http://example.net:65536/"
      })
  void nothingElseIs(String url) {
    assertThat(webhook(url)).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"192.0.2.7", "log.example.net:1514", "[2001:db8::7]:514", "[2001:db8::7]"})
  void syslogReceivers(String text) {
    assertThat(syslog(text)).isEqualTo(Optional.of(HostAndPort.fromString(text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":514", "host:0", "host:65536", "host:port", "2001:db8::7"})
  void noSyslogReceivers(String text) {
    assertThat(syslog(text)).isEqualTo(Optional.empty());
  }

  private static Optional<URI> webhook(String text) {
    return SightSettings.read(Map.of("alarmWebhook", text)).alarmWebhook();
  }

  private static Optional<HostAndPort> syslog(String text) {
    return SightSettings.read(Map.of("alarmSyslog", text)).alarmSyslog();
  }
}
