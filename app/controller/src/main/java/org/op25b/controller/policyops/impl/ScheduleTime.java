package org.op25b.controller.policyops.impl;

import com.google.auto.value.AutoValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.op25b.controller.exemption.ChangeRefusedException;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.exemption.TimeText;
import org.op25b.controller.policyops.PolicyRefusedException;

/** The time of a schedule: an instant, and how it was written. */
@AutoValue
abstract class ScheduleTime {
  private static final Pattern WITH_ZONE =
      Pattern.compile(".*[Tt ]\\d.*(?:[zZ]|[+-]\\d\\d(?::?\\d\\d)?(?:\\[.*\\])?)");
  private static final Pattern DURATION = Pattern.compile("\\+?(?:\\d+[smhdwSMHDW])+");

  abstract Instant instant();

  /** With its zone, as it was written. */
  abstract String local();

  /**
   * Reads a time to come. An announced date is an instant only with its zone: the controller's own
   * zone would be a trap.
   *
   * @throws PolicyRefusedException when it is none, has no zone, or is not in the future
   */
  static ScheduleTime read(String text, Instant now) {
    String trimmed = text.trim();
    boolean duration = DURATION.matcher(trimmed).matches();
    Instant instant;
    try {
      instant = new TimeText(ZoneOffset.UTC).start("/at", trimmed, now);
    } catch (ChangeRefusedException e) {
      throw new PolicyRefusedException(e.problems());
    }
    if (!duration && !WITH_ZONE.matcher(trimmed).matches()) {
      throw new PolicyRefusedException(
          ProblemCode.BAD_TIME,
          "/at",
          Problem.quote(trimmed) + " names no time zone.",
          "Write date, time and zone, such as 2026-07-01T09:00+09:00 or 2026-07-01T00:00Z.");
    }
    if (!instant.isAfter(now)) {
      throw new PolicyRefusedException(
          ProblemCode.OUT_OF_RANGE,
          "/at",
          Problem.quote(trimmed) + " is not in the future.",
          "Give a time to come, or set the phase now.");
    }
    return new AutoValue_ScheduleTime(instant, duration ? instant.toString() : trimmed);
  }
}
