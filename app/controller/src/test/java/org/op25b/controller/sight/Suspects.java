package org.op25b.controller.sight;

import java.time.Instant;
import java.util.Optional;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.onosproject.net.DeviceId;

/** Suspects for tests. */
final class Suspects {
  private static final Instant FIRST_SEEN = Instant.parse("2026-01-01T00:00:00Z");

  private Suspects() {}

  static Suspect of(String device, String source, double perSecond) {
    return of(device, source, perSecond, Optional.empty());
  }

  static Suspect of(String device, String source, double perSecond, Optional<String> customer) {
    return Suspect.of(
        IpPrefix.valueOf(IpAddress.valueOf(source), source.contains(":") ? 128 : 32),
        customer,
        "dynamic-east",
        DeviceId.deviceId(device),
        FIRST_SEEN,
        FIRST_SEEN.plusSeconds(5),
        perSecond,
        17);
  }
}
