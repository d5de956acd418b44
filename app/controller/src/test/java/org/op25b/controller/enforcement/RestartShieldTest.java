package org.op25b.controller.enforcement;

import static com.google.common.truth.Truth.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestartShieldTest {
  private static final Optional<String> NOBODY = Optional.empty();
  private static final Optional<String> SOMEBODY = Optional.of("table 0 has 5 entries");

  /** What ONOS was told, in order; true keeps it from deleting unknown rules. */
  private final List<Boolean> allowed = new ArrayList<>();

  private final Deque<Runnable> later = new ArrayDeque<>();
  private final List<Duration> waits = new ArrayList<>();
  private final RestartShield shield =
      new RestartShield(
          allowed::add,
          (delay, task) -> {
            waits.add(delay);
            later.add(task);
          });

  @BeforeEach
  void raised() {
    shield.raise();
  }

  @Test
  void staysUpUntilEverySwitchHasItsRules() {
    shield.look(false, NOBODY);
    shield.look(false, SOMEBODY);

    assertThat(allowed).containsExactly(true);
  }

  @Test
  void isLoweredOnceForOneReadingOfTheSwitches() {
    shield.look(true, NOBODY);
    assertThat(allowed).containsExactly(true, false).inOrder();
    // ONOS reads a switch every 5 s.
    assertThat(waits.get(0)).isGreaterThan(Duration.ofSeconds(5));

    later.remove().run();
    shield.look(true, NOBODY);
    shield.look(true, NOBODY);

    assertThat(allowed).containsExactly(true, false, true).inOrder();
    assertThat(later).isEmpty();
  }

  @Test
  void isLoweredAgainWhenASwitchHoldsWhatOnosDoesNotKnow() {
    shield.look(true, NOBODY);
    later.remove().run();

    shield.look(true, SOMEBODY);

    assertThat(allowed).containsExactly(true, false, true, false).inOrder();
  }

  @Test
  void goesUpAtOnceWhenASwitchIsNoLongerKnownToHoldItsRules() {
    shield.look(true, NOBODY);

    shield.look(false, NOBODY);

    assertThat(allowed).containsExactly(true, false, true).inOrder();
  }

  @Test
  void theEndOfAnEarlierWindowDoesNotCutALaterOneShort() {
    shield.look(true, NOBODY);
    Runnable endOfFirst = later.remove();
    shield.look(false, NOBODY);
    shield.look(true, SOMEBODY);
    assertThat(allowed).containsExactly(true, false, true, false).inOrder();

    endOfFirst.run();

    assertThat(allowed).containsExactly(true, false, true, false).inOrder();
    later.remove().run();
    assertThat(allowed).containsExactly(true, false, true, false, true).inOrder();
  }
}
