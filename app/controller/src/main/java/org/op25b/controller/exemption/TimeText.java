package org.op25b.controller.exemption;

import com.google.common.collect.ImmutableList;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads durations and instants as people write them.
 *
 * <ul>
 *   <li>durations: {@code 90d}, {@code 36h}, {@code 2w}, {@code 30m}, {@code 45s}, {@code 1d12h}; a
 *       day is 24 hours;
 *   <li>instants: {@code 2026-12-31T15:00:00Z}, {@code 2026-12-31T15:00+09:00}, {@code
 *       2026-12-31T15:00} in the configured zone, {@code now}, or a duration from now;
 *   <li>dates in the configured zone: {@code 2026-12-31} starts with that day when it is a start,
 *       and lasts through that day when it is an end.
 * </ul>
 */
public final class TimeText {
  private static final int MAX_LENGTH = 64;
  private static final Pattern DURATION = Pattern.compile("\\+?((?:\\d{1,9}[smhdw])+)");
  private static final Pattern TERM = Pattern.compile("(\\d{1,9})([smhdw])");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Duration LONGEST = Duration.ofDays(36525);
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2199-12-31T23:59:59Z");
  private static final String DURATION_REMEDY =
      "Write a number and s, m, h, d or w, such as 90d, 36h, 2w or 1d12h, at most 100 years.";
  private static final String INSTANT_REMEDY =
      "Write a date (2026-12-31), a date and time with its zone (2026-12-31T15:00:00Z or"
          + " 2026-12-31T15:00+09:00), or a duration from now (90d, 36h, 2w).";

  private final ZoneId zone;

  /** A reader for which dates and times that name no zone are those of {@code zone}. */
  public TimeText(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * Returns the duration that {@code text} names.
   *
   * @param field what the text is, for the error message
   * @throws ChangeRefusedException when it is none, is zero or exceeds 100 years
   */
  public Duration duration(String field, String text) {
    String trimmed = text.trim().toLowerCase(Locale.ROOT);
    Optional<Duration> duration =
        trimmed.length() <= MAX_LENGTH ? plainDuration(trimmed) : Optional.empty();
    if (!duration.isPresent() || duration.get().isZero()) {
      throw refusal(field, Problem.quote(text) + " is not a duration.", DURATION_REMEDY);
    }
    return duration.get();
  }

  /**
   * Returns the first instant of a time that starts at {@code text}.
   *
   * @param field what the text is, for the error message
   * @throws ChangeRefusedException when it is no instant
   */
  public Instant start(String field, String text, Instant now) {
    return instant(field, text, now, 0);
  }

  /**
   * Returns the first instant after a time that lasts until {@code text}; a bare date is included.
   *
   * @param field what the text is, for the error message
   * @throws ChangeRefusedException when it is no instant
   */
  public Instant end(String field, String text, Instant now) {
    return instant(field, text, now, 1);
  }

  private Instant instant(String field, String text, Instant now, int daysAfterDate) {
    String trimmed = text.trim();
    Optional<Instant> instant = Optional.empty();
    if (!trimmed.isEmpty() && trimmed.length() <= MAX_LENGTH) {
      try {
        instant = Optional.of(parse(trimmed, now, daysAfterDate));
      } catch (DateTimeException | ArithmeticException e) {
        instant = Optional.empty();
      }
    }
    if (!instant.isPresent()) {
      throw refusal(field, Problem.quote(text) + " is not a time.", INSTANT_REMEDY);
    }
    if (instant.get().isBefore(EARLIEST) || instant.get().isAfter(LATEST)) {
      throw refusal(
          field,
          Problem.quote(text) + " is out of range.",
          "Give a time from the year 2000 to the year 2199.");
    }
    return instant.get().truncatedTo(ChronoUnit.MILLIS);
  }

  private Instant parse(String text, Instant now, int daysAfterDate) {
    if (text.equalsIgnoreCase("now")) {
      return now;
    }
    Optional<Duration> duration = plainDuration(text.toLowerCase(Locale.ROOT));
    if (duration.isPresent()) {
      return now.plus(duration.get());
    }
    if (DATE.matcher(text).matches()) {
      return LocalDate.parse(text).plusDays(daysAfterDate).atStartOfDay(zone).toInstant();
    }
    String iso = text.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T");
    if (iso.contains("[")) {
      return ZonedDateTime.parse(iso).toInstant();
    }
    if (iso.matches(".*T.*(?:[zZ]|[+-]\\d\\d(?::?\\d\\d)?)")) {
      return OffsetDateTime.parse(iso).toInstant();
    }
    return LocalDateTime.parse(iso).atZone(zone).toInstant();
  }

  private static Optional<Duration> plainDuration(String text) {
    Matcher whole = DURATION.matcher(text);
    if (!whole.matches()) {
      return Optional.empty();
    }
    Duration sum = Duration.ZERO;
    Matcher term = TERM.matcher(whole.group(1));
    while (term.find()) {
      sum = sum.plus(term(Long.parseLong(term.group(1)), term.group(2)));
    }
    return sum.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(sum);
  }

  private static Duration term(long count, String unit) {
    switch (unit) {
      case "s":
        return Duration.ofSeconds(count);
      case "m":
        return Duration.ofMinutes(count);
      case "h":
        return Duration.ofHours(count);
      case "d":
        return Duration.ofDays(count);
      default:
        return Duration.ofDays(7 * count);
    }
  }

  private static ChangeRefusedException refusal(String field, String message, String remedy) {
    return new ChangeRefusedException(
        ImmutableList.of(Problem.of(ProblemCode.BAD_TIME, field, message, remedy)));
  }
}
