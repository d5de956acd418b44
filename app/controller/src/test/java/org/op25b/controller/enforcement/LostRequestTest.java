package org.op25b.controller.enforcement;

import static com.google.common.truth.Truth.assertThat;

import com.google.common.collect.Range;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.FlowRuleOperation;

/** ONOS's flow rule store may swallow what it is asked while it takes over a switch. */
class LostRequestTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<FlowRule> MANY =
      IntStream.range(0, 200)
          .mapToObj(i -> TestRules.drop("10.0." + i + ".0/24"))
          .collect(Collectors.toList());

  private final FakeOnos onos = new FakeOnos();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparing(t -> t.at));
  private Duration now = Duration.ZERO;
  private final DeviceEnforcer enforcer =
      new DeviceEnforcer(
          new OnosRuleWriter(
              onos.flowRules(), Runnable::run, this::later, Clock.fixed(BEGIN, ZoneOffset.UTC)),
          this::later,
          Clock.fixed(BEGIN, ZoneOffset.UTC),
          EnforcementSettings.of(
              2000, Duration.ofSeconds(10), Duration.ofMillis(200), Duration.ofSeconds(30)));

  @Test
  void theFirstRequestOfAConnectionIsSoonMadeAgain() {
    enforcer.want(Wanted.of(MANY));
    onos.silent = true;
    enforcer.connected(Set.of(), false);
    onos.silent = false;

    letPass(Duration.ofMillis(600));

    assertThat(onos.tables.containsAll(MANY)).isTrue();
    assertThat(enforcer.snapshot().state()).isEqualTo(DeviceState.INSTALLED);
  }

  @Test
  void theFirstRequestIsSmallForItMayBeSentTwice() {
    enforcer.want(Wanted.of(MANY));
    onos.silent = true;
    enforcer.connected(Set.of(), false);

    assertThat(asked()).containsExactly(50);
  }

  @Test
  void aSlowSwitchIsWaitedForLongerEachTime() {
    enforcer.want(Wanted.of(MANY));
    onos.silent = true;
    enforcer.connected(Set.of(), false);

    letPass(Duration.ofSeconds(60));

    // 0.3, 0.6, ... 9.6, 10, 10, ... s of patience, and the waits after failures between them.
    assertThat(asked().size()).isIn(Range.closed(6, 9));
  }

  @Test
  void whoHasAnsweredOnceIsGivenAllTheTime() {
    FlowRule first = MANY.get(0);
    enforcer.want(Wanted.of(List.of(first)));
    enforcer.connected(Set.of(), false);
    onos.silent = true;
    enforcer.want(Wanted.of(MANY));

    letPass(Duration.ofMillis(9_999));

    assertThat(asked()).containsExactly(199);
  }

  /** How many rules each unanswered request has. */
  private List<Integer> asked() {
    List<Integer> sizes = new ArrayList<>();
    onos.unanswered.forEach(
        operations ->
            sizes.add(operations.stages().stream().mapToInt(Set<FlowRuleOperation>::size).sum()));
    return sizes;
  }

  private void later(Duration delay, Runnable task) {
    timers.add(new Timer(now.plus(delay), task));
  }

  private void letPass(Duration time) {
    Duration end = now.plus(time);
    while (!timers.isEmpty() && timers.peek().at.compareTo(end) <= 0) {
      Timer next = timers.remove();
      now = next.at;
      next.task.run();
    }
    now = end;
  }

  private static final class Timer {
    private final Duration at;
    private final Runnable task;

    Timer(Duration at, Runnable task) {
      this.at = at;
      this.task = task;
    }
  }
}
