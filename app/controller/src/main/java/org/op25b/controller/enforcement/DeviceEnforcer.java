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
import org.onosproject.net.flow.FlowRule;

/**
 * Drives one switch toward its wanted rules and keeps it there, in the order of {@link
 * ChangeOrder}: at every moment each packet meets what the policy before says, or what the policy
 * after says.
 *
 * <p>With a gate there are two ways to go. While the gate is open, or no rule leads to it yet,
 * changes are ordered, each stage confirmed before the next. While {@link GateKeeper} says that it
 * is closed, blocks come first, and the gate last.
 *
 * <p>One request is under way at a time, and besides it at most one that shuts the gate. All
 * methods but {@link #snapshot} run on one executor.
 */
final class DeviceEnforcer {
  private final Connection connection;
  private final Clock clock;
  private final DeltaTracker<FlowRule, RuleBody> tracker = new DeltaTracker<>();
  private final GateKeeper gate;
  private final Moves moves = new Moves();
  private final Refusals refusals = new Refusals();
  private final Backoff backoff;

  private Wanted last = Wanted.NOTHING;
  private boolean busy;
  private boolean waiting;
  private boolean retryPending;
  private Optional<String> failure = Optional.empty();
  private Optional<Instant> lastChange = Optional.empty();

  private volatile Progress progress = Progress.NONE;

  DeviceEnforcer(
      RuleWriter writer,
      Connection.Scheduler scheduler,
      Clock clock,
      EnforcementSettings settings) {
    this.connection = new Connection(writer, scheduler, settings);
    this.clock = clock;
    this.gate = new GateKeeper(connection, tracker, settings, this::proceed);
    this.backoff = new Backoff(settings.firstRetry(), settings.longestRetry());
  }

  /** Wants exactly these rules. */
  void want(Wanted wanted) {
    if (wanted == last) {
      return;
    }
    Optional<Wanted.Change> change = wanted.since(last);
    if (change.isPresent()) {
      tracker.changeDesired(bodies(change.get().put()), change.get().removed());
    } else {
      Map<FlowRule, RuleBody> rules = bodies(wanted.rules());
      wanted.gate().ifPresent(rule -> rules.put(rule, RuleBody.of(rule)));
      tracker.setDesired(rules);
    }
    last = wanted;
    gate.want(wanted.gate());
    // A failure of the rules of before says nothing about these.
    waiting = false;
    refusals.clear();
    proceed();
  }

  private static Map<FlowRule, RuleBody> bodies(Collection<FlowRule> rules) {
    Map<FlowRule, RuleBody> bodies = new LinkedHashMap<>();
    rules.forEach(rule -> bodies.put(rule, RuleBody.of(rule)));
    return bodies;
  }

  /**
   * Moves rules of other applications: the copies are added before anything changes, the originals
   * are removed when everything is in force.
   */
  void move(Map<FlowRule, FlowRule> originalsAndCopies) {
    if (moves.begin(originalsAndCopies)) {
      proceed();
    }
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
    connection.begin();
    restart();
    forget(stored);
    Map<FlowRule, RuleBody> held = new LinkedHashMap<>();
    if (known) {
      stored.forEach(rule -> held.put(rule, RuleBody.ofStored(rule)));
    }
    tracker.setDataplane(held);
    if (!known) {
      noteUnwanted(stored);
    }
    gate.connected(stored, known);
    proceed();
  }

  /** The switch is away or driven by another node; {@code why} is for people. */
  void absent(String why) {
    connection.end(why);
    restart();
    gate.disconnected();
    publish();
  }

  /**
   * Compares with ONOS's store, from which others may have taken rules or in which an earlier run
   * of the application may have left some.
   */
  void audit(Set<FlowRule> stored) {
    if (!connection.isUp() || busy) {
      return;
    }
    List<FlowRule> lost = new ArrayList<>(tracker.dataplane().keySet());
    lost.removeIf(stored::contains);
    lost.forEach(this::lost);
    noteUnwanted(stored);
    noteWrongEnds(stored);
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

  private void restart() {
    busy = false;
    waiting = false;
    retryPending = false;
    failure = Optional.empty();
    refusals.clear();
    backoff.succeeded();
  }

  private void noteUnwanted(Set<FlowRule> stored) {
    for (FlowRule rule : stored) {
      if (!tracker.desired().containsKey(rule)) {
        tracker.dataplaneAdded(rule, RuleBody.UNCONFIRMED);
      }
    }
  }

  /** What would end too late, or too early, is asserted anew. */
  private void noteWrongEnds(Set<FlowRule> stored) {
    Map<FlowRule, FlowRule> ending = EndingRule.among(tracker.dataplane().keySet());
    for (FlowRule rule : stored) {
      if (ending.containsKey(rule) && EndingRule.endsWrongly(ending.get(rule), rule)) {
        tracker.dataplaneAdded(ending.get(rule), RuleBody.UNCONFIRMED);
      }
    }
  }

  /**
   * Takes out of ONOS's store, before its first look at the switch, what has ended on the switch
   * meanwhile: ONOS would put it back. What was granted is over, so this needs no order.
   */
  private void forget(Set<FlowRule> stored) {
    Instant now = clock.instant();
    Set<FlowRule> over =
        stored.stream()
            .filter(rule -> EndingRule.hasRunOut(rule, now))
            .collect(ImmutableSet.toImmutableSet());
    if (!over.isEmpty()) {
      // Unanswered it is repeated with everything else that is unwanted.
      connection.remove(over, RuleWriter.Answer.IGNORED);
    }
  }

  private void lost(FlowRule rule) {
    tracker.dataplaneRemoved(rule);
    gate.lost(rule);
  }

  private void proceed() {
    if (!busy && !waiting && connection.isUp()) {
      send();
    }
    publish();
  }

  /** Sends whatever comes next, if there is anything. */
  private void send() {
    if (!moves.copies().isEmpty()) {
      add(moves.copies(), moves::copied);
      return;
    }
    List<FlowRule> missing = refusals.worthAsking(tracker.toAdd().keySet());
    gate.waiting().ifPresent(missing::remove);
    Instant now = clock.instant();
    missing.removeIf(rule -> EndingRule.isOver(rule, now));
    if (!missing.isEmpty()) {
      add(
          gate.closed()
              ? ChangeOrder.addingBehindClosedGate(missing).get(0)
              : ChangeOrder.adding(missing).get(0),
          this::noteAdded);
      return;
    }
    if (refusals.ofDrops()) {
      remove(refusals.room(tracker), this::noteRemoved);
      return;
    }
    if (gate.closed()) {
      // Only what was refused is missing, and that grants: the guards stand.
      FlowRule rule = gate.waiting().get();
      if (gate.mayOpen() && !refusals.rest(rule)) {
        gate.opening();
        add(ImmutableList.of(rule), this::noteOpened);
      }
      return;
    }
    if (!tracker.toRemove().isEmpty()) {
      remove(ChangeOrder.removing(tracker.toRemove().keySet()).get(0), this::noteRemoved);
      return;
    }
    remove(moves.originals(), moves::removed);
  }

  private void noteAdded(Collection<FlowRule> added) {
    added.forEach(rule -> tracker.dataplaneAdded(rule, RuleBody.of(rule)));
    refusals.settle(tracker.toAdd().keySet());
  }

  private void noteRemoved(Collection<FlowRule> removed) {
    removed.forEach(tracker::dataplaneRemoved);
    // There is room now.
    refusals.askAgain();
  }

  private void noteOpened(Collection<FlowRule> opened) {
    noteAdded(opened);
    gate.opened(opened);
  }

  private void add(Collection<FlowRule> rules, Consumer<Collection<FlowRule>> done) {
    Collection<FlowRule> batch = firstOf(rules);
    busy = true;
    connection.add(batch, new BatchAnswer(batch, true, done));
  }

  private void remove(Collection<FlowRule> rules, Consumer<Collection<FlowRule>> done) {
    if (rules.isEmpty()) {
      return;
    }
    Collection<FlowRule> batch = firstOf(rules);
    busy = true;
    connection.remove(batch, new BatchAnswer(batch, false, done));
  }

  private Collection<FlowRule> firstOf(Collection<FlowRule> rules) {
    // A list: a set would lose the difference between a rule and one that replaces it.
    return rules.stream().limit(connection.batchSize()).collect(ImmutableList.toImmutableList());
  }

  private void publish() {
    int missing = tracker.toAdd().size();
    int wanted = tracker.desired().size();
    progress =
        Progress.of(
            state(), reason(), wanted, wanted - missing, tracker.toRemove().size(), lastChange);
  }

  private boolean settled() {
    return !busy && !gate.closed() && tracker.inSync() && moves.isEmpty();
  }

  private DeviceState state() {
    if (failure.isPresent()) {
      return DeviceState.DEGRADED;
    }
    return connection.isUp() && settled() ? DeviceState.INSTALLED : DeviceState.PENDING;
  }

  private String reason() {
    if (failure.isPresent()) {
      return failure.get();
    }
    if (!connection.isUp()) {
      return connection.absence().get();
    }
    return settled() ? "" : "rules are on their way";
  }

  private void degraded(String reason) {
    failure = Optional.of(reason);
    if (!retryPending) {
      retryPending = true;
      Duration wait = backoff.failed();
      failure = Optional.of(reason + "; next attempt in " + wait.toMillis() + " ms");
      connection.after(
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

    BatchAnswer(Collection<FlowRule> batch, boolean adding, Consumer<Collection<FlowRule>> done) {
      this.batch = batch;
      this.adding = adding;
      this.done = done;
    }

    @Override
    public void confirmed() {
      busy = false;
      lastChange = Optional.of(clock.instant());
      done.accept(batch);
      if (refusals.isEmpty()) {
        failure = Optional.empty();
        backoff.succeeded();
      }
      proceed();
    }

    @Override
    public void failed(Set<FlowRule> refused, String reason) {
      busy = false;
      gate.openingFailed();
      if (!refused.isEmpty()) {
        done.accept(
            batch.stream()
                .filter(rule -> !refused.contains(rule))
                .collect(ImmutableList.toImmutableList()));
      }
      if (adding && !refused.isEmpty()) {
        // What was not refused goes on.
        refusals.add(refused);
        moves.refused(refused);
        degraded(refusals.describe(reason));
      } else {
        waiting = true;
        degraded(reason);
      }
      proceed();
    }
  }
}
