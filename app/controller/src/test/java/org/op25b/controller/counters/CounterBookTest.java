package org.op25b.controller.counters;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowId;
import org.op25b.controller.enforcement.CountedRule;
import org.op25b.controller.enforcement.CountedRule.Fate;
import org.op25b.policy.Direction;

class CounterBookTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final DeviceId EDGE = DeviceId.deviceId("of:0000000000000001");
  private static final DeviceId OTHER = DeviceId.deviceId("of:0000000000000002");
  private static final FlowId RULE = FlowId.valueOf(1);

  private final CounterBook book = new CounterBook(START, (part, packets, at) -> {});
  private long clock;

  @Test
  void sumsByPoolAndSwitchAndTellsRates() {
    read(EDGE, 1, dropped("east"), 10, 1);
    read(OTHER, 1, dropped("east"), 5, 1);
    read(EDGE, 1, dropped("east"), 110, 6);

    CounterSnapshot snapshot = snapshot();

    assertThat(snapshot.devices())
        .containsExactly(
            CounterSnapshot.Sum.of(EDGE.toString(), 110, 20.0),
            CounterSnapshot.Sum.of(OTHER.toString(), 5, 5.0))
        .inOrder();
    assertThat(snapshot.pools()).containsExactly(CounterSnapshot.OfPool.of("east", 115, 25.0, 0));
  }

  @Test
  void whatWouldBeBlockedIsNotDropped() {
    read(EDGE, 1, counted(Fate.WOULD_BLOCK, "east"), 40, 1);

    assertThat(snapshot().devices()).containsExactly(CounterSnapshot.Sum.of(EDGE.toString(), 0, 0));
    assertThat(snapshot().pools()).containsExactly(CounterSnapshot.OfPool.of("east", 0, 0, 40));
  }

  @Test
  void inboundDropsAreTheMailServers() {
    read(
        EDGE,
        1,
        CountedRule.of(Fate.DROPPED, Direction.TOWARD_25, Optional.empty(), Optional.of("own")),
        7,
        1);

    assertThat(snapshot().mailServers()).containsExactly(CounterSnapshot.Sum.of("own", 7, 7.0));
    assertThat(snapshot().pools()).isEmpty();
  }

  /** A rule that was added anew counts from zero. */
  @Test
  void aRuleThatWasAddedAnewLosesNothing() {
    read(EDGE, 1, dropped("east"), 100, 50);
    read(EDGE, 1, dropped("east"), 30, 3);
    assertThat(snapshot().devices().get(0).droppedPackets()).isEqualTo(130);
    assertThat(snapshot().devices().get(0).droppedPerSecond()).isEqualTo(10.0);
  }

  @Test
  void reportsWhatWasDroppedTowardPort25() {
    read(EDGE, 1, dropped("east"), 100, 50);
    read(
        EDGE,
        2,
        CountedRule.of(Fate.DROPPED, Direction.FROM_25, Optional.of("east"), Optional.empty()),
        7,
        51);
    read(EDGE, 1, dropped("east"), 120, 55);

    assertThat(book.toward25()).containsExactly(TowardReport.of(EDGE, 120, START.plusSeconds(55)));
  }

  /** What Open vSwitch does when ONOS adds a rule that is there. */
  @Test
  void aRuleThatWasAddedOverItselfIsNotCountedTwice() {
    read(EDGE, 1, dropped("east"), 100, 50);
    read(EDGE, 1, dropped("east"), 110, 2);

    assertThat(snapshot().devices())
        .containsExactly(CounterSnapshot.Sum.of(EDGE.toString(), 110, 10.0));
  }

  @Test
  void aRuleThatIsAwayForAMomentIsNotCountedTwice() {
    read(EDGE, 1, dropped("east"), 100, 50);
    book.read(EDGE, ImmutableList.of(), ImmutableSet.of(FlowId.valueOf(1)), START, now(1));
    read(EDGE, 1, dropped("east"), 110, 52);

    assertThat(snapshot().devices().get(0).droppedPackets()).isEqualTo(110);
  }

  /** A pool that goes from monitor to off and back within seconds: each packet is counted. */
  @Test
  void aRuleThatWasGoneBeginsAtZero() {
    read(EDGE, 1, counted(Fate.WOULD_BLOCK, "east"), 10, 50);
    book.read(EDGE, ImmutableList.of(), ImmutableSet.of(), START, now(1));
    read(EDGE, 1, counted(Fate.WOULD_BLOCK, "east"), 48, 5);

    assertThat(snapshot().pools().get(0).wouldBlockPackets()).isEqualTo(58);
  }

  @Test
  void theSameReportAgainChangesNothing() {
    read(EDGE, 1, dropped("east"), 100, 10);
    read(EDGE, 1, dropped("east"), 100, 10);

    assertThat(snapshot().devices())
        .containsExactly(CounterSnapshot.Sum.of(EDGE.toString(), 100, 10.0));
  }

  @Test
  void theRateOfASwitchThatIsAwayIsZeroAfterAWhile() {
    read(EDGE, 1, dropped("east"), 100, 10);
    clock += Tally.STALE_NANOS + 1;

    assertThat(snapshot().devices())
        .containsExactly(CounterSnapshot.Sum.of(EDGE.toString(), 100, 0.0));
  }

  @Test
  void historyIsBounded() {
    for (int i = 0; i < 2 * CounterBook.POINTS; i++) {
      book.step(START.plusSeconds(i), clock);
    }

    List<CounterSnapshot.Point> points = snapshot().history();
    assertThat(points).hasSize(CounterBook.POINTS);
    assertThat(Iterables.getLast(points).at())
        .isEqualTo(START.plusSeconds(2 * CounterBook.POINTS - 1));
  }

  /**
   * However often a switch begins anew: the sum never falls and is never too much; it lacks at the
   * most what was counted of a life before it was first seen.
   */
  @Property
  void theSumIsThatOfAllLives(
      @ForAll @Size(max = 8) List<@Size(max = 5) List<@IntRange(max = 1000) Integer>> lives) {
    CounterBook fresh = new CounterBook(START, (part, packets, at) -> {});
    long total = 0;
    long unseen = 0;
    long before = 0;
    long nanos = 0;
    for (List<Integer> life : lives) {
      long packets = 0;
      int seconds = 0;
      for (int more : life) {
        packets += more;
        unseen += seconds == 0 ? more : 0;
        total += more;
        seconds += 5;
        nanos += TimeUnit.SECONDS.toNanos(5);
        fresh.read(
            EDGE,
            ImmutableList.of(
                RuleReading.of(RULE, dropped("east"), packets, TimeUnit.SECONDS.toNanos(seconds))),
            ImmutableSet.of(RULE),
            START,
            nanos);
        long sum = fresh.snapshot(START, nanos).devices().get(0).droppedPackets();
        assertWithMessage("too much").that(sum).isAtMost(total);
        assertWithMessage("too little").that(sum).isAtLeast(total - unseen);
        assertWithMessage("falls").that(sum).isAtLeast(before);
        before = sum;
      }
    }
  }

  @Test
  void prometheusTextEscapesAndNamesTypes() {
    read(EDGE, 1, dropped("a\"b"), 3, 1);

    assertThat(PrometheusText.of(snapshot()))
        .contains(
            "# TYPE op25b_pool_dropped_packets_total counter\n"
                + "op25b_pool_dropped_packets_total{pool=\"a\\\"b\"} 3\n");
  }

  private CounterSnapshot snapshot() {
    return book.snapshot(START, clock);
  }

  private void read(DeviceId device, long rule, CountedRule counts, long packets, int lifeSeconds) {
    book.read(
        device,
        ImmutableList.of(
            RuleReading.of(
                FlowId.valueOf(rule), counts, packets, TimeUnit.SECONDS.toNanos(lifeSeconds))),
        ImmutableSet.of(FlowId.valueOf(1), FlowId.valueOf(2)),
        START.plusSeconds(lifeSeconds),
        now(1));
  }

  private long now(int secondsLater) {
    clock += TimeUnit.SECONDS.toNanos(secondsLater);
    return clock;
  }

  private static CountedRule dropped(String pool) {
    return counted(Fate.DROPPED, pool);
  }

  private static CountedRule counted(Fate fate, String pool) {
    return CountedRule.of(fate, Direction.TOWARD_25, Optional.of(pool), Optional.empty());
  }
}
