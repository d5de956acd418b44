package org.op25b.controller.enforcement;

import com.google.common.collect.ImmutableSet;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.onosproject.net.flow.FlowRule;

/**
 * Decides when a switch's gate has to wait for its guards, and shuts it: see "Gate: open and
 * closed" in docs/design/enforcement.md. Opening it is the {@link DeviceEnforcer}'s last step; this
 * is told of it.
 */
final class GateKeeper {
  private final Connection connection;
  private final DeltaTracker<FlowRule, ?> tracker;
  private final EnforcementSettings settings;

  /** Called when the gate has been shut, and there may be more to do. */
  private final Runnable shut;

  private Optional<FlowRule> gate = Optional.empty();
  private boolean closed;
  private boolean shutting;
  private boolean opening;

  GateKeeper(
      Connection connection,
      DeltaTracker<FlowRule, ?> tracker,
      EnforcementSettings settings,
      Runnable shut) {
    this.connection = connection;
    this.tracker = tracker;
    this.settings = settings;
    this.shut = shut;
  }

  /** The gate that the tracker wants from now on, if it wants one. */
  void want(Optional<FlowRule> wanted) {
    gate = wanted;
    closed = gate.isPresent() && (closed || leadsToMissingGate());
  }

  /**
   * The switch is connected.
   *
   * @param stored rules of this application in ONOS's store
   * @param known whether the switch has held exactly those all the time
   */
  void connected(Set<FlowRule> stored, boolean known) {
    disconnected();
    closed = gate.isPresent() && (!known || leadsToMissingGate());
    if (closed && stored.contains(gate.get())) {
      // ONOS puts back what is in its store, in any order, at its first look at the switch.
      connection.after(settings.gateGrace(), this::shutUnlessOpen);
    }
  }

  /** Whatever was under way will not be answered. */
  void disconnected() {
    shutting = false;
    opening = false;
  }

  /** Whether the gate waits for the guards. */
  boolean closed() {
    return closed;
  }

  /** The gate that waits; empty when there is none or when it is open. */
  Optional<FlowRule> waiting() {
    return closed ? gate : Optional.empty();
  }

  /** Whether it may be opened as far as this goes: not while it is being shut. */
  boolean mayOpen() {
    return closed && !shutting;
  }

  /** The gate is being added. */
  void opening() {
    opening = true;
  }

  /** The gate could not be added. */
  void openingFailed() {
    opening = false;
  }

  /** The switch has answered for the gate: the tracker knows whether it is there. */
  void opened(Collection<FlowRule> added) {
    opening = false;
    if (added.isEmpty()) {
      return;
    }
    if (tracker.toAdd().keySet().stream().anyMatch(Effect::guards)) {
      shut();
    } else {
      closed = false;
    }
  }

  /** A rule is found missing on the switch; a guard that is missing shuts the gate. */
  void lost(FlowRule rule) {
    boolean guard = Effect.guards(rule) && !gate.equals(Optional.of(rule));
    if (guard && gate.isPresent() && !closed && tracker.desired().containsKey(rule)) {
      closed = true;
      shut();
    }
  }

  /** Whether packets already go toward a gate that is not there. */
  private boolean leadsToMissingGate() {
    return gate.isPresent()
        && !tracker.dataplane().containsKey(gate.get())
        && tracker.dataplane().keySet().stream().anyMatch(GateKeeper::leadsToGuards);
  }

  private static boolean leadsToGuards(FlowRule rule) {
    return rule.treatment().tableTransition() != null
        && rule.treatment().tableTransition().tableId() <= Gate.TABLE;
  }

  private void shutUnlessOpen() {
    if (closed && !opening) {
      shut();
    }
  }

  /** Does not wait for what is under way: it may take long. */
  private void shut() {
    if (shutting || !connection.isUp() || gate.isEmpty()) {
      return;
    }
    shutting = true;
    FlowRule rule = gate.get();
    connection.remove(
        ImmutableSet.of(rule),
        new RuleWriter.Answer() {
          @Override
          public void confirmed() {
            shutting = false;
            tracker.dataplaneRemoved(rule);
            shut.run();
          }

          @Override
          public void failed(Set<FlowRule> refused, String reason) {
            shutting = false;
            connection.after(settings.firstRetry(), GateKeeper.this::shutUnlessOpen);
          }
        });
  }
}
