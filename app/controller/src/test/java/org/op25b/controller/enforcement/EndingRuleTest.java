package org.op25b.controller.enforcement;

import static com.google.common.truth.Truth.assertThat;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.onosproject.net.flow.DefaultFlowEntry;
import org.onosproject.net.flow.FlowEntry.FlowEntryState;
import org.onosproject.net.flow.FlowRule;

class EndingRuleTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final FlowRule RULE = TestRules.drop("198.51.100.0/24");

  @Test
  void isSentWithTheTimeThatIsLeft() {
    assertThat(timeout(NOW.plusSeconds(60), NOW)).isEqualTo(60);
    assertThat(timeout(NOW.plusSeconds(60), NOW.plusSeconds(20))).isEqualTo(40);
  }

  @Test
  void neverEndsEarly() {
    assertThat(timeout(NOW.plusMillis(59_001), NOW)).isEqualTo(60);
    assertThat(timeout(NOW.plusMillis(1), NOW)).isEqualTo(1);
  }

  @Test
  void neverAsksForAnEndlessRule() {
    // OpenFlow: 0 is no timeout at all.
    assertThat(timeout(NOW, NOW)).isEqualTo(1);
    assertThat(timeout(NOW.plus(EndingRule.HORIZON), NOW)).isEqualTo(EndingRule.MAX_SECONDS);
    assertThat(timeout(NOW.plusSeconds(1_000_000), NOW)).isEqualTo(EndingRule.MAX_SECONDS);
  }

  @Test
  void otherRulesAreSentAsTheyAre() {
    assertThat(EndingRule.stamped(RULE, NOW)).isSameInstanceAs(RULE);
    assertThat(EndingRule.isOver(RULE, Instant.MAX)).isFalse();
  }

  @Test
  void isTheSameRuleForOnos() {
    FlowRule sent = EndingRule.stamped(new EndingRule(RULE, NOW.plusSeconds(60)), NOW);
    assertThat(sent.id()).isEqualTo(RULE.id());
    assertThat(sent.appId()).isEqualTo(RULE.appId());
    assertThat(sent.exactMatch(RULE)).isTrue();
  }

  @Test
  void findsThatOnosHasSentItAgainWithTheTimeoutOfTheFirstTime() {
    Instant seen = Instant.ofEpochMilli(read(3600, 0).lastSeen());
    EndingRule rule = new EndingRule(RULE, seen.plusSeconds(600));

    assertThat(EndingRule.endsWrongly(rule, read(3600, 3000))).isFalse();
    assertThat(EndingRule.endsWrongly(rule, read(3600, 5))).isTrue();
    assertThat(EndingRule.endsWrongly(rule, read(300, 5))).isTrue();
    assertThat(EndingRule.endsWrongly(RULE, read(3600, 5))).isFalse();
  }

  @Test
  void knowsWhatHasRunOut() {
    FlowRule sent = EndingRule.stamped(new EndingRule(RULE, NOW.plusSeconds(60)), NOW);
    DefaultFlowEntry stored = new DefaultFlowEntry(sent);
    Instant stamped = Instant.ofEpochMilli(stored.created());

    assertThat(EndingRule.hasRunOut(stored, stamped.plusSeconds(59))).isFalse();
    assertThat(EndingRule.hasRunOut(stored, stamped.plusSeconds(60))).isTrue();
    assertThat(EndingRule.hasRunOut(new DefaultFlowEntry(RULE), Instant.MAX)).isFalse();
  }

  private static int timeout(Instant end, Instant now) {
    return EndingRule.stamped(new EndingRule(RULE, end), now).hardTimeout();
  }

  /** A rule in ONOS's store that was read from a switch right now. */
  private static DefaultFlowEntry read(int hardTimeout, long life) {
    FlowRule sent = EndingRule.stamped(new EndingRule(RULE, NOW.plusSeconds(hardTimeout)), NOW);
    return new DefaultFlowEntry(sent, FlowEntryState.ADDED, life, TimeUnit.SECONDS, 0, 0);
  }
}
