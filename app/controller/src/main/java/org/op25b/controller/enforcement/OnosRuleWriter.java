package org.op25b.controller.enforcement;

import com.google.common.collect.ImmutableSet;
import java.time.Duration;
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
  private final DeviceEnforcer.Scheduler scheduler;
  private final Duration timeout;

  OnosRuleWriter(
      FlowRuleService flowRules,
      Executor executor,
      DeviceEnforcer.Scheduler scheduler,
      Duration timeout) {
    this.flowRules = flowRules;
    this.executor = executor;
    this.scheduler = scheduler;
    this.timeout = timeout;
  }

  @Override
  public void add(Collection<FlowRule> rules, Answer answer) {
    apply(rules, FlowRuleOperations.Builder::add, answer);
  }

  @Override
  public void remove(Collection<FlowRule> rules, Answer answer) {
    apply(rules, FlowRuleOperations.Builder::remove, answer);
  }

  private void apply(
      Collection<FlowRule> rules,
      BiConsumer<FlowRuleOperations.Builder, FlowRule> verb,
      Answer answer) {
    FlowRuleOperations.Builder operations = FlowRuleOperations.builder();
    rules.forEach(rule -> verb.accept(operations, rule));
    OnceOnly once = new OnceOnly(answer, rules.size());
    flowRules.apply(operations.build(once));
    scheduler.after(timeout, once::expire);
  }

  /** Passes on whichever comes first: ONOS's answer or the timeout. */
  private final class OnceOnly implements FlowRuleOperationsContext {
    private final Answer answer;
    private final int size;
    private final AtomicBoolean answered = new AtomicBoolean();

    OnceOnly(Answer answer, int size) {
      this.answer = answer;
      this.size = size;
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
                      + timeout.toMillis()
                      + " ms"));
    }

    private void pass(Runnable what) {
      if (answered.compareAndSet(false, true)) {
        executor.execute(what);
      }
    }
  }
}
