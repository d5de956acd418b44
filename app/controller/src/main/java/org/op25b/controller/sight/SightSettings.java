package org.op25b.controller.sight;

import static com.google.common.base.Preconditions.checkArgument;
import static org.op25b.controller.sight.OsgiPropertyConstants.IPV4_LENGTH;
import static org.op25b.controller.sight.OsgiPropertyConstants.IPV4_LENGTH_DEFAULT;
import static org.op25b.controller.sight.OsgiPropertyConstants.IPV6_LENGTH;
import static org.op25b.controller.sight.OsgiPropertyConstants.IPV6_LENGTH_DEFAULT;
import static org.op25b.controller.sight.OsgiPropertyConstants.MAX_SUSPECTS;
import static org.op25b.controller.sight.OsgiPropertyConstants.MAX_SUSPECTS_DEFAULT;
import static org.op25b.controller.sight.OsgiPropertyConstants.RETENTION;
import static org.op25b.controller.sight.OsgiPropertyConstants.RETENTION_DEFAULT;
import static org.op25b.controller.sight.OsgiPropertyConstants.SYSLOG;
import static org.op25b.controller.sight.OsgiPropertyConstants.THRESHOLD;
import static org.op25b.controller.sight.OsgiPropertyConstants.THRESHOLD_DEFAULT;
import static org.op25b.controller.sight.OsgiPropertyConstants.WEBHOOK;

import com.google.auto.value.AutoValue;
import com.google.common.net.HostAndPort;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.op25b.controller.ComponentProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The component's properties, read and bounded. What is out of bounds is the default instead. */
@AutoValue
abstract class SightSettings {
  private static final Logger log = LoggerFactory.getLogger(SightSettings.class);
  private static final int MOST_SUSPECTS = 100_000;
  private static final int A_YEAR = 527_040;

  abstract int maxSuspects();

  abstract Duration retention();

  abstract int ipv4Length();

  abstract int ipv6Length();

  abstract int alarmPerSecond();

  abstract Optional<URI> alarmWebhook();

  abstract Optional<HostAndPort> alarmSyslog();

  /** Whether lists with these and with {@code other} settings can go on from one another. */
  final boolean sameAddresses(SightSettings other) {
    return maxSuspects() == other.maxSuspects()
        && ipv4Length() == other.ipv4Length()
        && ipv6Length() == other.ipv6Length();
  }

  /** Whether alarms go to the same receivers with these and with {@code other} settings. */
  final boolean sameReceivers(SightSettings other) {
    return alarmWebhook().equals(other.alarmWebhook()) && alarmSyslog().equals(other.alarmSyslog());
  }

  static SightSettings read(Map<String, ?> properties) {
    ComponentProperties given = new ComponentProperties(properties);
    return new AutoValue_SightSettings(
        given.integer(MAX_SUSPECTS, MAX_SUSPECTS_DEFAULT, 1, MOST_SUSPECTS),
        Duration.ofMinutes(given.integer(RETENTION, RETENTION_DEFAULT, 1, A_YEAR)),
        given.integer(IPV4_LENGTH, IPV4_LENGTH_DEFAULT, 8, 32),
        given.integer(IPV6_LENGTH, IPV6_LENGTH_DEFAULT, 16, 128),
        given.integer(THRESHOLD, THRESHOLD_DEFAULT, 0, 1_000_000),
        receiver(properties, WEBHOOK, "an http or https URL", SightSettings::webhook),
        receiver(properties, SYSLOG, "a host, or host:port", SightSettings::syslog));
  }

  /** A receiver may be told by a secret in its address: what is wrong with it is not logged. */
  private static <T> Optional<T> receiver(
      Map<String, ?> properties, String name, String expected, Function<String, T> reader) {
    Object value = properties.get(name);
    String text = value == null ? "" : value.toString().trim();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(text));
    } catch (IllegalArgumentException e) {
      log.warn("{} must be {}, which it is not; none is used", name, expected);
      return Optional.empty();
    }
  }

  private static URI webhook(String text) {
    URI uri = URI.create(text);
    checkArgument(uri.getHost() != null && uri.getUserInfo() == null);
    checkArgument("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    checkArgument(uri.getPort() >= -1 && uri.getPort() <= 65_535 && uri.getPort() != 0);
    return uri;
  }

  private static HostAndPort syslog(String text) {
    HostAndPort receiver = HostAndPort.fromString(text).requireBracketsForIPv6();
    checkArgument(!receiver.getHost().isEmpty());
    checkArgument(receiver.getPortOrDefault(SyslogSink.DEFAULT_PORT) != 0);
    return receiver;
  }
}
