package org.op25b.controller.enforcement;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.onosproject.net.flow.DefaultTrafficTreatment;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.TrafficTreatment;

/**
 * Drives one switch toward its wanted rules and keeps it there, in the order of {@link
 * ChangeOrder}: at every moment each packet meets what the policy before says, or what the policy
 * after says.
 *
 * <p>With a gate there are two ways to go. While the gate is open, or no rule leads to it yet,
 * changes are ordered, each stage confirmed before the next. The gate is closed when it is not
 * known what the switch holds and when a guard is found missing: then blocks come first, and the
 * gate last.
 *
 * <p>One request is under way at a time, and besides it at most one that shuts the gate. All
 * methods but {@link #snapshot} run on one executor.
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
  private final Refusals refusals = new Refusals();
  private final Backoff backoff;

  private Optional<FlowRule> gate = Optional.empty();

  /** Whether the gate waits for the guards. */
  private boolean closed;

  private boolean shutting;
  private boolean opening;

  /** Other applications' rules that are to be copied, and to be removed at the end. */
  private final Map<FlowRule, FlowRule> moves = new LinkedHashMap<>();

  private final List<FlowRule> copies = new ArrayList<>();

  private boolean busy;
  private boolean waiting;
  private boolean retryPending;
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

  /** Wants exactly these rules. */
  void want(Wanted wanted) {
    gate = wanted.gate();
    Map<FlowRule, TrafficTreatment> rules = new LinkedHashMap<>();
    wanted.rules().forEach(rule -> rules.put(rule, rule.treatment()));
    gate.ifPresent(rule -> rules.put(rule, rule.treatment()));
    tracker.setDesired(rules);
    closed = gate.isPresent() && (closed || leadsToMissingGate());
    // A failure of the rules of before says nothing about these.
    waiting = false;
    refusals.clear();
    proceed();
  }

  /**
   * Moves rules of other applications: the copies are added before anything changes, the originals
   * are removed when everything is in force.
   */
  void move(Map<FlowRule, FlowRule> originalsAndCopies) {
    if (moves.equals(originalsAndCopies)) {
      return;
    }
    moves.clear();
    copies.clear();
    moves.putAll(originalsAndCopies);
    copies.addAll(moves.values());
    proceed();
  }

  /**
   * The switch is connected and this node drives it. Unless {@code known}, what it holds is
   * unknown: every wanted rule is asserted anew, for a switch may have lost its table, and so may
   * ONOS's store.
   *
   * @param stored rules of this application in ONOS's store; the unwanted ones will be removed
   * @param known whether the switch has held exactly those all the time
   */
  void connected(Set<FlowRule> stored, boolean known) {
    restart(Optional.empty());
    Map<FlowRule, TrafficTreatment> held = new LinkedHashMap<>();
    if (known) {
      stored.forEach(rule -> held.put(rule, rule.treatment()));
    }
    tracker.setDataplane(held);
    if (!known) {
      noteUnwanted(stored);
    }
    closed = gate.isPresent() && (!known || leadsToMissingGate());
    if (closed && stored.contains(gate.get())) {
      // ONOS puts back what is in its store, in any order, at its first look at the switch.
      inThisConnection(settings.gateGrace(), this::shutGateUnlessOpen);
    }
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
    lost.forEach(this::lost);
    noteUnwanted(stored);
    proceed();
  }

  /** Somebody removed a rule of this application. */
  void removedByOthers(FlowRule rule) {
    if (tracker.dataplane().containsKey(rule)) {
      lost(rule);
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
    retryPending = false;
    shutting = false;
    opening = false;
    absence = why;
    failure = Optional.empty();
    refusals.clear();
    backoff.succeeded();
  }

  private void noteUnwanted(Set<FlowRule> stored) {
    for (FlowRule rule : stored) {
      if (!tracker.desired().containsKey(rule)) {
        tracker.dataplaneAdded(rule, UNCONFIRMED);
      }
    }
  }

  private void lost(FlowRule rule) {
    tracker.dataplaneRemoved(rule);
    boolean guard = Effect.guards(rule) && !gate.equals(Optional.of(rule));
    if (guard && gate.isPresent() && !closed && tracker.desired().containsKey(rule)) {
      closed = true;
      shutGate();
    }
  }

  /** Whether packets already go toward a gate that is not there. */
  private boolean leadsToMissingGate() {
    return gate.isPresent()
        && !tracker.dataplane().containsKey(gate.get())
        && tracker.dataplane().keySet().stream().anyMatch(DeviceEnforcer::leadsToGuards);
  }

  private static boolean leadsToGuards(FlowRule rule) {
    return rule.treatment().tableTransition() != null
        && rule.treatment().tableTransition().tableId() <= Gate.TABLE;
  }

  private void shutGateUnlessOpen() {
    if (closed && !opening) {
      shutGate();
    }
  }

  /** Does not wait for what is under way: it may take long. */
  private void shutGate() {
    if (shutting || absence.isPresent() || gate.isEmpty()) {
      return;
    }
    shutting = true;
    FlowRule shut = gate.get();
    int asked = epoch;
    writer.remove(
        ImmutableSet.of(shut),
        new RuleWriter.Answer() {
          @Override
          public void confirmed() {
            if (asked == epoch) {
              shutting = false;
              tracker.dataplaneRemoved(shut);
              proceed();
            }
          }

          @Override
          public void failed(Set<FlowRule> refused, String reason) {
            if (asked == epoch) {
              shutting = false;
              inThisConnection(settings.firstRetry(), DeviceEnforcer.this::shutGateUnlessOpen);
            }
          }
        });
  }

  private void proceed() {
    if (!busy && !waiting && absence.isEmpty()) {
      send();
    }
    publish();
  }

  /** Sends whatever comes next, if there is anything. */
  private void send() {
    if (!copies.isEmpty()) {
      add(copies, added -> copies.removeAll(added));
      return;
    }
    List<FlowRule> missing = refusals.worthAsking(tracker.toAdd().keySet());
    if (closed) {
      gate.ifPresent(missing::remove);
    }
    if (!missing.isEmpty()) {
      add(
          closed
              ? ChangeOrder.addingBehindClosedGate(missing).get(0)
              : ChangeOrder.adding(missing).get(0),
          this::noteAdded);
      return;
    }
    if (refusals.ofDrops()) {
      remove(refusals.room(tracker), this::noteRemoved);
      return;
    }
    if (closed) {
      // Only what was refused is missing, and that grants: the guards stand.
      if (!shutting && !refusals.rest(gate.get())) {
        opening = true;
        add(ImmutableList.of(gate.get()), this::noteOpened);
      }
      return;
    }
    if (!tracker.toRemove().isEmpty()) {
      remove(ChangeOrder.removing(tracker.toRemove().keySet()).get(0), this::noteRemoved);
      return;
    }
    remove(moves.keySet(), removed -> removed.forEach(moves::remove));
  }

  private void noteAdded(Collection<FlowRule> added) {
    added.forEach(rule -> tracker.dataplaneAdded(rule, rule.treatment()));
    refusals.settle(tracker.toAdd().keySet());
  }

  private void noteRemoved(Collection<FlowRule> removed) {
    removed.forEach(tracker::dataplaneRemoved);
    // There is room now.
    refusals.askAgain();
  }

  private void noteOpened(Collection<FlowRule> opened) {
    opening = false;
    noteAdded(opened);
    if (!opened.isEmpty()) {
      if (tracker.toAdd().keySet().stream().anyMatch(Effect::guards)) {
        shutGate();
      } else {
        closed = false;
      }
    }
  }

  private void add(Collection<FlowRule> rules, Consumer<Collection<FlowRule>> done) {
    Collection<FlowRule> batch = firstOf(rules);
    busy = true;
    writer.add(batch, new BatchAnswer(batch, true, done));
  }

  private void remove(Collection<FlowRule> rules, Consumer<Collection<FlowRule>> done) {
    if (rules.isEmpty()) {
      return;
    }
    Collection<FlowRule> batch = firstOf(rules);
    busy = true;
    writer.remove(batch, new BatchAnswer(batch, false, done));
  }

  private Collection<FlowRule> firstOf(Collection<FlowRule> rules) {
    // A list: a set would lose the difference between a rule and one that replaces it.
    return rules.stream().limit(settings.batchSize()).collect(ImmutableList.toImmutableList());
  }

  private void inThisConnection(Duration delay, Runnable task) {
    int asked = epoch;
    scheduler.after(
        delay,
        () -> {
          if (asked == epoch) {
            task.run();
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

  private boolean settled() {
    return !busy && !closed && tracker.inSync() && moves.isEmpty();
  }

  private DeviceState state() {
    if (failure.isPresent()) {
      return DeviceState.DEGRADED;
    }
    return absence.isEmpty() && settled() ? DeviceState.INSTALLED : DeviceState.PENDING;
  }

  private String reason() {
    if (failure.isPresent()) {
      return failure.get();
    }
    if (absence.isPresent()) {
      return absence.get();
    }
    return settled() ? "" : "rules are on their way";
  }

  private void degraded(String reason) {
    failure = Optional.of(reason);
    if (!retryPending) {
      retryPending = true;
      Duration wait = backoff.failed();
      failure = Optional.of(reason + "; next attempt in " + wait.toMillis() + " ms");
      inThisConnection(
          wait,
          () -> {
            retryPending = false;
            waiting = false;
            refusals.askAgain();
            proceed();
          });
    }
  }

  /** Takes the answer to one batch. */
  private final class BatchAnswer implements RuleWriter.Answer {
    private final Collection<FlowRule> batch;
    private final boolean adding;
    private final Consumer<Collection<FlowRule>> done;
    private final int asked = epoch;

    BatchAnswer(Collection<FlowRule> batch, boolean adding, Consumer<Collection<FlowRule>> done) {
      this.batch = batch;
      this.adding = adding;
      this.done = done;
    }

    @Override
    public void confirmed() {
      if (asked == epoch) {
        busy = false;
        lastChange = Optional.of(clock.instant());
        done.accept(batch);
        if (refusals.isEmpty()) {
          failure = Optional.empty();
          backoff.succeeded();
        }
        proceed();
      }
    }

    @Override
    public void failed(Set<FlowRule> refused, String reason) {
      if (asked == epoch) {
        busy = false;
        opening = false;
        if (!refused.isEmpty()) {
          done.accept(
              batch.stream()
                  .filter(rule -> !refused.contains(rule))
                  .collect(ImmutableList.toImmutableList()));
        }
        if (adding && !refused.isEmpty()) {
          // What was not refused goes on.
          refusals.add(refused);
          copies.removeAll(refused);
          moves.values().removeAll(refused);
          degraded(refusals.describe(reason));
        } else {
          waiting = true;
          degraded(reason);
        }
        proceed();
      }
    }
  }
}
