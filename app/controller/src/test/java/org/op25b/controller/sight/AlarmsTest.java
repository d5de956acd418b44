package org.op25b.controller.sight;

import static com.google.common.truth.Truth.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmsTest {
  private static final String FIRST = "198.51.100.1";
  private static final String SECOND = "198.51.100.2";

  private final List<String> told = new ArrayList<>();
  private final Alarms alarms =
      new Alarms(10, suspect -> told.add(suspect.device() + " " + suspect.sourceText()));

  @Test
  void tellsOnceWhoCrossesTheThreshold() {
    alarms.look(List.of(Suspects.of("of:1", FIRST, 9.9), Suspects.of("of:1", SECOND, 10)));
    alarms.look(List.of(Suspects.of("of:1", FIRST, 9.9), Suspects.of("of:1", SECOND, 500)));

    assertThat(told).containsExactly("of:1 " + SECOND);
  }

  @Test
  void tellsAgainOnlyOfWhoWasBelowHalf() {
    alarms.look(List.of(Suspects.of("of:1", FIRST, 11)));
    alarms.look(List.of(Suspects.of("of:1", FIRST, 5)));
    alarms.look(List.of(Suspects.of("of:1", FIRST, 11)));
    assertThat(told).hasSize(1);

    alarms.look(List.of(Suspects.of("of:1", FIRST, 4.9)));
    alarms.look(List.of(Suspects.of("of:1", FIRST, 11)));
    assertThat(told).hasSize(2);
  }

  /** Who has moved is listed at both switches for a while, silent at one of them. */
  @Test
  void tellsOnceOfWhoIsListedAtTwoSwitches() {
    for (int look = 0; look < 3; look++) {
      alarms.look(List.of(Suspects.of("of:1", FIRST, 50), Suspects.of("of:2", FIRST, 0)));
    }

    assertThat(told).containsExactly("of:1 " + FIRST);
  }

  @Test
  void noThresholdIsNoAlarm() {
    new Alarms(0, suspect -> told.add("")).look(List.of(Suspects.of("of:1", FIRST, 1e6)));

    assertThat(told).isEmpty();
  }
}
