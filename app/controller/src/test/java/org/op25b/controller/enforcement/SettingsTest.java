package org.op25b.controller.enforcement;

import static com.google.common.truth.Truth.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.op25b.compile.PriorityBand;

class SettingsTest {
  private static final Settings DEFAULTS = Settings.read(Map.of());

  @Test
  void defaultsLieAboveOnosPacketRequests() {
    assertThat(DEFAULTS.band()).isEqualTo(PriorityBand.of(41_000, 60_000));
    assertThat(DEFAULTS.keepBlocking()).isFalse();
  }

  @Test
  void readsTextAsOnosStoresIt() {
    Settings settings =
        Settings.read(
            Map.of(
                "lowestPriority", "45000",
                "highestPriority", 45_999,
                "batchSize", " 10 ",
                "answerTimeoutMillis", "2500",
                "keepBlockingWhenDeactivated", "true"));

    assertThat(settings.band()).isEqualTo(PriorityBand.of(45_000, 45_999));
    assertThat(settings.enforcement().batchSize()).isEqualTo(10);
    assertThat(settings.enforcement().answerTimeout()).isEqualTo(Duration.ofMillis(2500));
    assertThat(settings.keepBlocking()).isTrue();
  }

  @Test
  void whatCannotBeReadOrIsOutOfRangeIsItsDefault() {
    assertThat(Settings.read(Map.of("batchSize", "0"))).isEqualTo(DEFAULTS);
    assertThat(Settings.read(Map.of("batchSize", "many"))).isEqualTo(DEFAULTS);
    assertThat(Settings.read(Map.of("highestPriority", "65536"))).isEqualTo(DEFAULTS);
    assertThat(Settings.read(Map.of("auditPeriodMillis", "-1"))).isEqualTo(DEFAULTS);
  }

  @Test
  void anEmptyBandIsIgnoredAsAWhole() {
    assertThat(Settings.read(Map.of("lowestPriority", "100", "highestPriority", "99")))
        .isEqualTo(DEFAULTS);
  }
}
