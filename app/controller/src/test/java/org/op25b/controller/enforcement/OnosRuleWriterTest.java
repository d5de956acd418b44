package org.op25b.controller.enforcement;

import static com.google.common.truth.Truth.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.onosproject.net.flow.DefaultFlowRule;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.FlowRuleOperations;

class OnosRuleWriterTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final FlowRule RULE = TestRules.drop("198.51.100.0/24");

  private final FakeOnos onos = new FakeOnos();
  private final Deque<Runnable> timeouts = new ArrayDeque<>();
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  private final List<String> answers = new ArrayList<>();
  private final OnosRuleWriter writer =
      new OnosRuleWriter(
          onos.flowRules(),
          Runnable::run,
          (delay, task) -> timeouts.add(task),
          Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void addsAndRemoves() {
    writer.add(List.of(RULE), PATIENCE, new Heard());
    assertThat(onos.tables.contains(RULE)).isTrue();

    writer.remove(List.of(RULE), PATIENCE, new Heard());
    assertThat(onos.tables.contains(RULE)).isFalse();
    assertThat(answers).containsExactly("confirmed", "confirmed");
  }

  @Test
  void namesWhatTheSwitchRefuses() {
    onos.refuse = true;

    writer.add(List.of(RULE), PATIENCE, new Heard());

    assertThat(answers).containsExactly("the switch refused 1 of 1 rules: [" + RULE + "]");
  }

  @Test
  void answersWhenOnosDoesNot() {
    onos.silent = true;
    writer.add(List.of(RULE), PATIENCE, new Heard());
    assertThat(answers).isEmpty();

    timeouts.remove().run();

    assertThat(answers).containsExactly("the switch did not confirm 1 rules within 1500 ms: []");
  }

  @Test
  void answersOnlyOnce() {
    onos.silent = true;
    writer.add(List.of(RULE), PATIENCE, new Heard());
    timeouts.remove().run();

    FlowRuleOperations late = onos.unanswered.get(0);
    late.callback().onSuccess(late);

    assertThat(answers).hasSize(1);
  }

  @Test
  void tellsTheSwitchHowLongARuleMayLive() {
    writer.add(List.of(new EndingRule(RULE, NOW.plusSeconds(90))), PATIENCE, new Heard());

    FlowRule sent = onos.store.iterator().next();
    assertThat(sent.hardTimeout()).isEqualTo(90);
    assertThat(sent.isPermanent()).isTrue();
    assertThat(sent.exactMatch(RULE)).isTrue();
    // ONOS copies rules to other nodes, which know its classes alone.
    assertThat(sent.getClass()).isEqualTo(DefaultFlowRule.class);
  }

  private final class Heard implements RuleWriter.Answer {
    @Override
    public void confirmed() {
      answers.add("confirmed");
    }

    @Override
    public void failed(Set<FlowRule> refused, String reason) {
      answers.add(reason + ": " + refused);
    }
  }
}
