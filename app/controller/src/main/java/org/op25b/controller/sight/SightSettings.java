package org.op25b.controller.sight;

import com.google.auto.value.AutoValue;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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

  /** Whether lists with these and with {@code other} settings can go on from one another. */
  final boolean sameAddresses(SightSettings other) {
    return maxSuspects() == other.maxSuspects()
        && ipv4Length() == other.ipv4Length()
        && ipv6Length() == other.ipv6Length();
  }

  static SightSettings read(Map<String, ?> properties) {
    return new AutoValue_SightSettings(
        integer(
            properties,
            OsgiPropertyConstants.MAX_SUSPECTS,
            OsgiPropertyConstants.MAX_SUSPECTS_DEFAULT,
            1,
            MOST_SUSPECTS),
        Duration.ofMinutes(
            integer(
                properties,
                OsgiPropertyConstants.RETENTION,
                OsgiPropertyConstants.RETENTION_DEFAULT,
                1,
                A_YEAR)),
        integer(
            properties,
            OsgiPropertyConstants.IPV4_LENGTH,
            OsgiPropertyConstants.IPV4_LENGTH_DEFAULT,
            8,
            32),
        integer(
            properties,
            OsgiPropertyConstants.IPV6_LENGTH,
            OsgiPropertyConstants.IPV6_LENGTH_DEFAULT,
            16,
            128),
        integer(
            properties,
            OsgiPropertyConstants.THRESHOLD,
            OsgiPropertyConstants.THRESHOLD_DEFAULT,
            0,
            1_000_000),
        webhook(properties.get(OsgiPropertyConstants.WEBHOOK)));
  }

  private static Optional<URI> webhook(Object value) {
    String text = value == null ? "" : value.toString().trim();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return Optional.of(uri);
      }
    } catch (IllegalArgumentException e) {
      log.debug("Not a URL: {}", text, e);
    }
    log.warn(
        "{} must be an http or https URL, not {}; none is used",
        OsgiPropertyConstants.WEBHOOK,
        text);
    return Optional.empty();
  }

  private static int integer(
      Map<String, ?> properties, String name, int otherwise, int least, int most) {
    Object value = properties.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value.toString().trim());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      log.debug("Not a number: {}", value, e);
    }
    log.warn("{} must be {} to {}, not {}; {} is used", name, least, most, value, otherwise);
    return otherwise;
  }
}
