package org.op25b.controller.enforcement;

import com.google.common.collect.ImmutableSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.FlowRuleOperation;
import org.onosproject.net.flow.FlowRuleOperations;
import org.onosproject.net.flow.FlowRuleOperationsContext;
import org.onosproject.net.flow.FlowRuleService;

/**
 * Writes rules through ONOS's {@link FlowRuleService}. Every operation has a single stage: ONOS
 * goes on to the next stage of an operation whose stage before has failed, and order matters here.
 * An operation whose switch disconnects may never be answered by ONOS, hence the timeout.
 */
final class OnosRuleWriter implements RuleWriter {
  private final FlowRuleService flowRules;
  private final Executor executor;
  private final Connection.Scheduler scheduler;
  private final Clock clock;

  OnosRuleWriter(
      FlowRuleService flowRules, Executor executor, Connection.Scheduler scheduler, Clock clock) {
    this.flowRules = flowRules;
    this.executor = executor;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  @Override
  public void add(Collection<FlowRule> rules, Duration patience, Answer answer) {
    apply(rules, FlowRuleOperations.Builder::add, patience, answer);
  }

  @Override
  public void remove(Collection<FlowRule> rules, Duration patience, Answer answer) {
    apply(rules, FlowRuleOperations.Builder::remove, patience, answer);
  }

  private void apply(
      Collection<FlowRule> rules,
      BiConsumer<FlowRuleOperations.Builder, FlowRule> verb,
      Duration patience,
      Answer answer) {
    FlowRuleOperations.Builder operations = FlowRuleOperations.builder();
    Instant now = clock.instant();
    rules.forEach(rule -> verb.accept(operations, EndingRule.stamped(rule, now)));
    OnceOnly once = new OnceOnly(answer, rules.size(), patience);
    flowRules.apply(operations.build(once));
    scheduler.after(patience, once::expire);
  }

  /** Passes on whichever comes first: ONOS's answer or the timeout. */
  private final class OnceOnly implements FlowRuleOperationsContext {
    private final Answer answer;
    private final int size;
    private final Duration patience;
    private final AtomicBoolean answered = new AtomicBoolean();

    OnceOnly(Answer answer, int size, Duration patience) {
      this.answer = answer;
      this.size = size;
      this.patience = patience;
    }

    @Override
    public void onSuccess(FlowRuleOperations operations) {
      pass(answer::confirmed);
    }

    @Override
    public void onError(FlowRuleOperations operations) {
      Set<FlowRule> refused =
          operations.stages().stream()
              .flatMap(Set::stream)
              .map(FlowRuleOperation::rule)
              .collect(ImmutableSet.toImmutableSet());
      pass(
          () ->
              answer.failed(
                  refused, "the switch refused " + refused.size() + " of " + size + " rules"));
    }

    void expire() {
      pass(
          () ->
              answer.failed(
                  ImmutableSet.of(),
                  "the switch did not confirm "
                      + size
                      + " rules within "
                      + patience.toMillis()
                      + " ms"));
    }

    private void pass(Runnable what) {
      if (answered.compareAndSet(false, true)) {
        executor.execute(what);
      }
    }
  }
}
