package org.op25b.controller;

import static com.google.common.truth.Truth.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComponentPropertiesTest {
  @Test
  void whatIsAbsentHasItsDefault() {
    ComponentProperties none = new ComponentProperties(Map.of());

    assertThat(none.integer("size", 5, 1, 10)).isEqualTo(5);
    assertThat(none.millis("wait", 200)).isEqualTo(Duration.ofMillis(200));
    assertThat(none.flag("on", true)).isTrue();
    assertThat(none.flag("off", false)).isFalse();
  }

  @Test
  void valuesAndTextAreTheSame() {
    assertThat(of("7").integer("x", 5, 1, 10)).isEqualTo(7);
    assertThat(of(7).integer("x", 5, 1, 10)).isEqualTo(7);
    assertThat(of(" TRUE ").flag("x", false)).isTrue();
    assertThat(of(false).flag("x", true)).isFalse();
    assertThat(of("Asia/Tokyo").<ZoneId>value("x", ZoneOffset.UTC, "a zone", this::zone))
        .isEqualTo(ZoneId.of("Asia/Tokyo"));
  }

  @Test
  void whatIsOutOfBoundsOrUnreadableHasItsDefault() {
    assertThat(of("0").integer("x", 5, 1, 10)).isEqualTo(5);
    assertThat(of("11").integer("x", 5, 1, 10)).isEqualTo(5);
    assertThat(of("many").integer("x", 5, 1, 10)).isEqualTo(5);
    assertThat(of("").millis("x", 200)).isEqualTo(Duration.ofMillis(200));
    assertThat(of("Mars").<ZoneId>value("x", ZoneOffset.UTC, "a zone", this::zone))
        .isEqualTo(ZoneOffset.UTC);
  }

  private Optional<ZoneId> zone(String text) {
    return Optional.of(ZoneId.of(text));
  }

  private static ComponentProperties of(Object value) {
    return new ComponentProperties(Map.of("x", value));
  }
}
