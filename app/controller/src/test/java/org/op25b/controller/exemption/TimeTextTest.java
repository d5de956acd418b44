package org.op25b.controller.exemption;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private final TimeText tokyo = new TimeText(ZoneId.of("Asia/Tokyo"));

  @ParameterizedTest
  @CsvSource({
    "90d,PT2160H",
    "36h,PT36H",
    "2w,PT336H",
    "30m,PT30M",
    "45s,PT45S",
    "1d12h,PT36H",
    "+90D,PT2160H"
  })
  void durations(String text, String expected) {
    assertEquals(Duration.parse(expected), tokyo.duration("for", text));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-31,2026-12-31T15:00:00Z",
    "2026-12-31T15:00:00Z,2026-12-31T15:00:00Z",
    "2026-12-31T15:00+09:00,2026-12-31T06:00:00Z",
    "2026-12-31T15:00,2026-12-31T06:00:00Z",
    "2026-12-31 15:00,2026-12-31T06:00:00Z",
    "2026-12-31T15:00+01:00[Europe/Paris],2026-12-31T14:00:00Z",
    "90d,2026-04-01T00:00:00Z",
    "now,2026-01-01T00:00:00Z"
  })
  void ends(String text, String expected) {

    assertEquals(Instant.parse(expected), tokyo.end("until", text, NOW));
  }

  @Test
  void aBareDateStartsAtItsBeginningAndEndsAfterIt() {
    Instant start = tokyo.start("from", "2026-12-31", NOW);
    assertEquals(Duration.ofDays(1), Duration.between(start, tokyo.end("to", "2026-12-31", NOW)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "90",
        "d",
        "90x",
        "-90d",
        "1.5d",
        "99999999999d",
        "36526d",
        "0d",
        "2026-02-30",
        "2026-13-01",
        "31.12.2026",
        "12/31/2026",
        "tomorrow",
        "2026-12-31T25:00Z",
        "1999-01-01",
        "2200-01-01",
        "2026-12-31T15:00+99:00",
        "２０２６-12-31",
        "P90D",
        "90d\n" + "x"
      })
  void whatIsNotATimeIsRefusedWithTheField(String text) {
    ChangeRefusedException refused =
        assertThrows(ChangeRefusedException.class, () -> tokyo.duration("--for", text));
    assertThat(refused.problems().get(0).field()).isEqualTo("--for");
    if (!text.equals("0d")) {
      ChangeRefusedException end =
          assertThrows(ChangeRefusedException.class, () -> tokyo.end("--until", text, NOW));
      assertThat(end.problems().get(0).field()).isEqualTo("--until");
      assertThat(end.problems().get(0).remedy()).isNotEmpty();
      assertThat(end.getMessage().contains("\n")).isFalse();
    }
  }
}
