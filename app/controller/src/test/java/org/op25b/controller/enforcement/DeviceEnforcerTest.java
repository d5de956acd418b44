package org.op25b.controller.enforcement;

import static com.google.common.truth.Truth.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onlab.packet.IpAddress;
import org.onosproject.net.flow.DefaultFlowEntry;
import org.onosproject.net.flow.FlowEntry.FlowEntryState;
import org.onosproject.net.flow.FlowRule;
import org.op25b.policy.TcpPacket;

class DeviceEnforcerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final FlowRule WHOLE_POOL = TestRules.drop("198.51.100.0/24");
  private static final FlowRule LOWER_HALF = TestRules.drop("198.51.100.0/25");
  private static final FlowRule UPPER_HALF = TestRules.drop("198.51.100.128/25");
  private static final TcpPacket LOWER = syn("198.51.100.7");
  private static final TcpPacket UPPER = syn("198.51.100.200");

  private final FakeSwitch fake = new FakeSwitch();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final DeviceEnforcer enforcer = newEnforcer(2000);

  @BeforeEach
  void otherApplicationForwardsEverything() {
    forwardEverything();
  }

  @Test
  void blocksOnceConnected() {
    enforcer.want(Wanted.of(List.of(WHOLE_POOL)));
    assertThat(fake.tables.forwards(LOWER)).isTrue();

    enforcer.connected(Set.of(), false);
    fake.settle();

    assertThat(fake.tables.forwards(LOWER)).isFalse();
    assertThat(enforcer.snapshot().state()).isEqualTo(DeviceState.INSTALLED);
  }

  @Test
  void isInstalledOnlyWhenTheSwitchHasConfirmed() {
    enforcer.want(Wanted.of(List.of(WHOLE_POOL)));
    enforcer.connected(Set.of(), false);

    assertThat(fake.step()).isTrue();
    assertThat(fake.tables.contains(WHOLE_POOL)).isTrue();
    assertThat(enforcer.snapshot().state()).isEqualTo(DeviceState.PENDING);

    fake.settle();
    assertThat(enforcer.snapshot().state()).isEqualTo(DeviceState.INSTALLED);
    assertThat(enforcer.snapshot().lastChange().get()).isEqualTo(NOW);
  }

  @Test
  void whatIsBlockedBeforeAndAfterIsBlockedBetweenAnyTwoRules() {
    settled(WHOLE_POOL);

    enforcer.want(Wanted.of(List.of(LOWER_HALF, UPPER_HALF)));

    int steps = 0;
    while (fake.step()) {
      assertThat(fake.tables.forwards(LOWER)).isFalse();
      assertThat(fake.tables.forwards(UPPER)).isFalse();
      steps++;
    }
    assertThat(steps).isAtLeast(5);
    assertThat(fake.tables.contains(WHOLE_POOL)).isFalse();
  }

  @Test
  void whatIsPermittedBeforeAndAfterIsNeverDropped() {
    settled(LOWER_HALF);

    enforcer.want(
        Wanted.of(List.of(TestRules.drop("198.51.100.0/26"), TestRules.drop("198.51.100.64/26"))));

    while (fake.step()) {
      assertThat(fake.tables.forwards(UPPER)).isTrue();
    }
  }

  @Test
  void nothingIsRemovedWhileAnAdditionIsRefused() {
    settled(WHOLE_POOL);
    fake.limitTo(fake.tables.size() + 1);

    enforcer.want(Wanted.of(List.of(LOWER_HALF, UPPER_HALF)));
    fake.settle();

    assertThat(fake.tables.contains(WHOLE_POOL)).isTrue();
    assertThat(enforcer.snapshot().state()).isEqualTo(DeviceState.DEGRADED);
    assertThat(enforcer.snapshot().reason()).contains("refused 1 rules");
    assertThat(enforcer.snapshot().confirmed()).isEqualTo(1);
  }

  @Test
  void triesAgainAndRecovers() {
    fake.limitTo(1);
    enforcer.want(Wanted.of(List.of(WHOLE_POOL)));
    enforcer.connected(Set.of(), false);
    fake.settle();
    assertThat(enforcer.snapshot().state()).isEqualTo(DeviceState.DEGRADED);

    fake.limitTo(Integer.MAX_VALUE);
    later.remove().run();
    fake.settle();

    assertThat(fake.tables.forwards(LOWER)).isFalse();
    assertThat(enforcer.snapshot().state()).isEqualTo(DeviceState.INSTALLED);
  }

  @Test
  void doesNotAskAgainBeforeTheWaitIsOver() {
    fake.limitTo(1);
    enforcer.want(Wanted.of(List.of(WHOLE_POOL)));
    enforcer.connected(Set.of(), false);
    fake.settle();

    enforcer.audit(Set.of());

    assertThat(fake.step()).isFalse();
  }

  @Test
  void reassertsEverythingAfterTheSwitchHasLostItsTable() {
    settled(LOWER_HALF, UPPER_HALF);
    enforcer.absent("not connected");
    fake.reboot();
    forwardEverything();
    assertThat(enforcer.snapshot().state()).isEqualTo(DeviceState.PENDING);

    // ONOS's store still holds the rules: that says nothing about the switch.
    enforcer.connected(Set.of(LOWER_HALF, UPPER_HALF), false);
    fake.settle();

    assertThat(fake.tables.forwards(LOWER)).isFalse();
    assertThat(fake.tables.forwards(UPPER)).isFalse();
  }

  @Test
  void ignoresAnswersOfAnEarlierConnection() {
    Deque<RuleWriter.Answer> answers = new ArrayDeque<>();
    DeviceEnforcer slow =
        new DeviceEnforcer(
            new RuleWriter() {
              @Override
              public void add(Collection<FlowRule> rules, Duration patience, Answer answer) {
                answers.add(answer);
              }

              @Override
              public void remove(Collection<FlowRule> rules, Duration patience, Answer answer) {
                answers.add(answer);
              }
            },
            (delay, task) -> later.add(task),
            Clock.fixed(NOW, ZoneOffset.UTC),
            settings(10));
    slow.want(Wanted.of(List.of(WHOLE_POOL)));
    slow.connected(Set.of(), false);
    slow.absent("not connected");
    slow.connected(Set.of(), false);

    answers.remove().confirmed();
    assertThat(slow.snapshot().state()).isEqualTo(DeviceState.PENDING);

    answers.remove().confirmed();
    assertThat(slow.snapshot().state()).isEqualTo(DeviceState.INSTALLED);
  }

  @Test
  void removesRulesOfAnEarlierRunThatAreNotWanted() {
    fake.tables.add(WHOLE_POOL);
    enforcer.want(Wanted.of(List.of(LOWER_HALF)));

    enforcer.connected(Set.of(WHOLE_POOL), false);
    fake.settle();

    assertThat(fake.tables.contains(WHOLE_POOL)).isFalse();
    assertThat(fake.tables.forwards(LOWER)).isFalse();
    assertThat(fake.tables.forwards(UPPER)).isTrue();
  }

  @Test
  void assertsAnewWhatWasLeftToRemoveAndIsWantedAgain() {
    fake.mute(true);
    enforcer.want(Wanted.of(List.of()));
    enforcer.connected(Set.of(WHOLE_POOL), false);

    enforcer.want(Wanted.of(List.of(WHOLE_POOL)));

    assertThat(enforcer.snapshot().confirmed()).isEqualTo(0);
    assertThat(enforcer.snapshot().state()).isEqualTo(DeviceState.PENDING);
  }

  @Test
  void putsBackWhatOthersRemove() {
    settled(LOWER_HALF, UPPER_HALF);

    fake.tables.remove(LOWER_HALF);
    enforcer.removedByOthers(LOWER_HALF);
    fake.settle();
    assertThat(fake.tables.forwards(LOWER)).isFalse();

    fake.tables.remove(UPPER_HALF);
    enforcer.audit(Set.of(LOWER_HALF));
    fake.settle();
    assertThat(fake.tables.forwards(UPPER)).isFalse();
  }

  @Test
  void sendsNoMoreAtOnceThanABatch() {
    DeviceEnforcer small = newEnforcer(1);
    small.want(Wanted.of(List.of(LOWER_HALF, UPPER_HALF)));
    small.connected(Set.of(), false);

    // One rule and its answer, then the next.
    assertThat(fake.step()).isTrue();
    assertThat(fake.tables.contains(UPPER_HALF)).isFalse();
    assertThat(small.snapshot().confirmed()).isEqualTo(0);
    assertThat(fake.step()).isTrue();
    assertThat(small.snapshot().confirmed()).isEqualTo(1);
    fake.settle();
    assertThat(small.snapshot().state()).isEqualTo(DeviceState.INSTALLED);
  }

  @Test
  void doesNotSendAgainWhatTheSwitchHasEnded() {
    FlowRule over = new EndingRule(LOWER_HALF, NOW);
    settled(UPPER_HALF);
    enforcer.want(Wanted.of(List.of(UPPER_HALF, over)));
    fake.settle();

    assertThat(fake.tables.contains(LOWER_HALF)).isFalse();
    assertThat(fake.tables.contains(UPPER_HALF)).isTrue();
  }

  @Test
  void assertsAnewWhatOnosHasRestoredWithAnOldTimeout() {
    FlowRule ending = new EndingRule(WHOLE_POOL, Instant.now().plusSeconds(600));
    settled(ending);
    FlowRule sent = EndingRule.stamped(ending, Instant.now().minusSeconds(3000));

    enforcer.audit(Set.of(read(sent, 3000)));
    assertThat(fake.step()).isFalse();

    enforcer.audit(Set.of(read(sent, 1)));
    assertThat(enforcer.snapshot().state()).isEqualTo(DeviceState.PENDING);
    assertThat(fake.step()).isTrue();
    fake.settle();
    assertThat(enforcer.snapshot().state()).isEqualTo(DeviceState.INSTALLED);
  }

  @Test
  void assertsAnewWhatEndsAtAnotherTime() {
    settled(new EndingRule(WHOLE_POOL, NOW.plusSeconds(60)));

    enforcer.want(Wanted.of(List.of(new EndingRule(WHOLE_POOL, NOW.plusSeconds(90)))));
    assertThat(fake.step()).isTrue();
    fake.settle();
    enforcer.want(Wanted.of(List.of(WHOLE_POOL)));
    assertThat(fake.step()).isTrue();
    fake.settle();

    assertThat(fake.tables.contains(WHOLE_POOL)).isTrue();
    enforcer.want(Wanted.of(List.of(WHOLE_POOL)));
    assertThat(fake.step()).isFalse();
  }

  @Test
  void takesWhatHasEndedFromOnosBeforeItAssertsAnything() {
    FlowRule sent = EndingRule.stamped(new EndingRule(LOWER_HALF, NOW.minusSeconds(9)), NOW);
    // ONOS would put it back at its first look at the switch, with all its time.
    DefaultFlowEntry stored =
        new DefaultFlowEntry(sent) {
          @Override
          public long created() {
            return NOW.minusSeconds(60).toEpochMilli();
          }
        };
    fake.tables.add(LOWER_HALF);
    enforcer.want(Wanted.of(List.of(UPPER_HALF)));
    enforcer.connected(Set.of(stored), false);

    assertThat(fake.step()).isTrue();
    assertThat(fake.tables.contains(LOWER_HALF)).isFalse();
    assertThat(fake.tables.contains(UPPER_HALF)).isFalse();
    fake.settle();
    assertThat(fake.tables.contains(UPPER_HALF)).isTrue();
  }

  private static DefaultFlowEntry read(FlowRule rule, long life) {
    return new DefaultFlowEntry(rule, FlowEntryState.ADDED, life, TimeUnit.SECONDS, 0, 0);
  }

  private void settled(FlowRule... rules) {
    enforcer.want(Wanted.of(List.of(rules)));
    enforcer.connected(Set.of(), false);
    fake.settle();
    assertThat(fake.tables.containsAll(List.of(rules))).isTrue();
  }

  private DeviceEnforcer newEnforcer(int batchSize) {
    return new DeviceEnforcer(
        fake,
        (delay, task) -> later.add(task),
        Clock.fixed(NOW, ZoneOffset.UTC),
        settings(batchSize));
  }

  private static EnforcementSettings settings(int batchSize) {
    return EnforcementSettings.of(
        batchSize, Duration.ofSeconds(10), Duration.ofMillis(200), Duration.ofSeconds(30));
  }

  private void forwardEverything() {
    fake.tables.add(TestRules.forwardIp4());
  }

  private static TcpPacket syn(String source) {
    return TcpPacket.of(
        IpAddress.valueOf(source), 40_000, IpAddress.valueOf("192.0.2.25"), TcpPacket.SMTP);
  }
}
