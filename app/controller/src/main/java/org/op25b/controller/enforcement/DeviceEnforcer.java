package org.op25b.controller.enforcement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.onosproject.net.flow.DefaultTrafficTreatment;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.TrafficTreatment;

/**
 * Drives one switch toward its desired rules and keeps it there.
 *
 * <p>Everything that blocks is added and confirmed before anything is removed: at every moment the
 * switch holds all rules of the policy before, or all of the policy after, or both. With drop rules
 * alone (strategy {@code subtract}) no packet that both policies block gets through meanwhile, and
 * none that both let pass is dropped, because each rule drops only what its own policy blocks.
 *
 * <p>One request is under way at a time. A request that fails is tried again after a growing wait;
 * nothing is removed until every addition is confirmed. All methods but {@link #snapshot} run on
 * one executor.
 */
final class DeviceEnforcer {
  /** Runs a task later on the enforcer's executor. */
  interface Scheduler {
    void after(Duration delay, Runnable task);
  }

  /**
   * Stands for whatever a rule does that the switch has not confirmed to this enforcer. No policy
   * wants it, so a rule that was to be removed and is wanted again is asserted anew.
   */
  private static final TrafficTreatment UNCONFIRMED =
      DefaultTrafficTreatment.builder().punt().build();

  private final RuleWriter writer;
  private final Scheduler scheduler;
  private final Clock clock;
  private final EnforcementSettings settings;
  private final DeltaTracker<FlowRule, TrafficTreatment> tracker = new DeltaTracker<>();
  private final Backoff backoff;

  private boolean busy;
  private boolean waiting;
  private Optional<String> absence = Optional.of("not connected");
  private Optional<String> failure = Optional.empty();
  private Optional<Instant> lastChange = Optional.empty();

  /** Answers and waits of an earlier connection carry an earlier number and are ignored. */
  private int epoch;

  private volatile Progress progress = Progress.NONE;

  DeviceEnforcer(
      RuleWriter writer, Scheduler scheduler, Clock clock, EnforcementSettings settings) {
    this.writer = writer;
    this.scheduler = scheduler;
    this.clock = clock;
    this.settings = settings;
    this.backoff = new Backoff(settings.firstRetry(), settings.longestRetry());
  }

  /** Wants exactly these rules, added in this order. */
  void want(Collection<FlowRule> rules) {
    Map<FlowRule, TrafficTreatment> wanted = new LinkedHashMap<>();
    rules.forEach(rule -> wanted.put(rule, rule.treatment()));
    tracker.setDesired(wanted);
    // A failure of the rules of before says nothing about these.
    waiting = false;
    proceed();
  }

  /**
   * The switch is connected and this node drives it. What it holds is unknown: every wanted rule is
   * asserted anew, for a switch may have lost its table, and so may ONOS's store.
   *
   * @param stored rules of this application in ONOS's store; the unwanted ones will be removed
   */
  void connected(Set<FlowRule> stored) {
    restart(Optional.empty());
    tracker.setDataplane(Map.of());
    noteUnwanted(stored);
    proceed();
  }

  /** The switch is away or driven by another node; {@code why} is for people. */
  void absent(String why) {
    restart(Optional.of(why));
    publish();
  }

  /**
   * Compares with ONOS's store, from which others may have taken rules or in which an earlier run
   * of the application may have left some.
   */
  void audit(Set<FlowRule> stored) {
    if (absence.isPresent() || busy) {
      return;
    }
    List<FlowRule> lost = new ArrayList<>(tracker.dataplane().keySet());
    lost.removeIf(stored::contains);
    lost.forEach(tracker::dataplaneRemoved);
    noteUnwanted(stored);
    proceed();
  }

  /** Somebody removed a rule of this application. */
  void removedByOthers(FlowRule rule) {
    if (tracker.dataplane().containsKey(rule)) {
      tracker.dataplaneRemoved(rule);
      proceed();
    }
  }

  /** How far it is; may be asked from any thread. */
  Progress snapshot() {
    return progress;
  }

  private void restart(Optional<String> why) {
    epoch++;
    busy = false;
    waiting = false;
    absence = why;
    failure = Optional.empty();
    backoff.succeeded();
  }

  private void noteUnwanted(Set<FlowRule> stored) {
    for (FlowRule rule : stored) {
      if (!tracker.desired().containsKey(rule)) {
        tracker.dataplaneAdded(rule, UNCONFIRMED);
      }
    }
  }

  private void proceed() {
    if (!busy && !waiting && absence.isEmpty()) {
      if (!tracker.toAdd().isEmpty()) {
        add(first(tracker.toAdd()));
      } else if (!tracker.toRemove().isEmpty()) {
        remove(first(tracker.toRemove()));
      }
    }
    publish();
  }

  private Map<FlowRule, TrafficTreatment> first(Map<FlowRule, TrafficTreatment> rules) {
    Map<FlowRule, TrafficTreatment> batch = new LinkedHashMap<>();
    for (Map.Entry<FlowRule, TrafficTreatment> rule : rules.entrySet()) {
      if (batch.size() == settings.batchSize()) {
        break;
      }
      batch.put(rule.getKey(), rule.getValue());
    }
    return batch;
  }

  private void add(Map<FlowRule, TrafficTreatment> batch) {
    busy = true;
    writer.add(batch.keySet(), new BatchAnswer(batch, tracker::dataplaneAdded));
  }

  private void remove(Map<FlowRule, TrafficTreatment> batch) {
    busy = true;
    writer.remove(
        batch.keySet(), new BatchAnswer(batch, (rule, gone) -> tracker.dataplaneRemoved(rule)));
  }

  private void retryAfter(Duration wait) {
    waiting = true;
    int asked = epoch;
    scheduler.after(
        wait,
        () -> {
          if (asked == epoch && waiting) {
            waiting = false;
            proceed();
          }
        });
  }

  private void publish() {
    int missing = tracker.toAdd().size();
    int wanted = tracker.desired().size();
    progress =
        Progress.of(
            state(), reason(), wanted, wanted - missing, tracker.toRemove().size(), lastChange);
  }

  private DeviceState state() {
    if (failure.isPresent()) {
      return DeviceState.DEGRADED;
    }
    return absence.isEmpty() && !busy && tracker.inSync()
        ? DeviceState.INSTALLED
        : DeviceState.PENDING;
  }

  private String reason() {
    if (failure.isPresent()) {
      return failure.get();
    }
    if (absence.isPresent()) {
      return absence.get();
    }
    return !busy && tracker.inSync() ? "" : "rules are on their way";
  }

  /** Takes the answer to one batch. */
  private final class BatchAnswer implements RuleWriter.Answer {
    private final Map<FlowRule, TrafficTreatment> batch;
    private final BiConsumer<FlowRule, TrafficTreatment> done;
    private final int asked = epoch;

    BatchAnswer(
        Map<FlowRule, TrafficTreatment> batch, BiConsumer<FlowRule, TrafficTreatment> done) {
      this.batch = new HashMap<>(batch);
      this.done = done;
    }

    @Override
    public void confirmed() {
      if (asked == epoch) {
        busy = false;
        batch.forEach(done);
        failure = Optional.empty();
        backoff.succeeded();
        lastChange = Optional.of(clock.instant());
        proceed();
      }
    }

    @Override
    public void failed(Set<FlowRule> refused, String reason) {
      if (asked == epoch) {
        busy = false;
        if (!refused.isEmpty()) {
          batch.keySet().removeAll(refused);
          batch.forEach(done);
        }
        Duration wait = backoff.failed();
        failure = Optional.of(reason + "; next attempt in " + wait.toMillis() + " ms");
        retryAfter(wait);
        proceed();
      }
    }
  }
}
