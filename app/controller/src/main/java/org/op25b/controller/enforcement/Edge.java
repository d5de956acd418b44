package org.op25b.controller.enforcement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowRule;
import org.op25b.policy.EdgeSwitch;

/** One edge switch of the policy with all that its status is made of. */
final class Edge {
  private final EdgeSwitch edge;
  private final EdgePlan plan;
  private final DeviceEnforcer enforcer;

  Edge(EdgeSwitch edge, EdgePlan plan, DeviceEnforcer enforcer) {
    this.edge = edge;
    this.plan = plan;
    this.enforcer = enforcer;
  }

  DeviceId device() {
    return edge.device();
  }

  EdgePlan plan() {
    return plan;
  }

  /** How far it is; may be asked from any thread. */
  Progress progress() {
    return enforcer.snapshot();
  }

  /**
   * Whether all that was asked of the switch is confirmed, and {@code stored} is exactly that.
   *
   * @param stored the application's rules in ONOS's store; empty while it is not ready
   */
  boolean holds(Optional<Set<FlowRule>> stored) {
    return stored.isPresent()
        && progress().state() == DeviceState.INSTALLED
        && plan.wanted().filter(wanted -> wanted.is(stored.get())).isPresent();
  }

  /**
   * Returns how it stands.
   *
   * @param proofs what is known of what was read back
   * @param strays what to say about rules of others before the gate
   */
  DeviceStatus status(Proofs proofs, Optional<String> strays) {
    Progress progress = progress();
    Optional<ProofReport> proof = proofs.of(device(), plan, progress);
    List<String> reasons = new ArrayList<>();
    if (!progress.reason().isEmpty()) {
      reasons.add(progress.reason());
    }
    reasons.addAll(plan.problems());
    proof.ifPresent(report -> reasons.addAll(report.differences()));
    proof.ifPresent(report -> reasons.addAll(report.interference()));
    reasons.addAll(plan.notes());
    strays.ifPresent(reasons::add);
    return DeviceStatus.builder()
        .setDevice(device())
        .setName(edge.name())
        .setState(state(progress, proof))
        .setReason(String.join("; ", reasons))
        .setStrategy(plan.strategy())
        .setWhyStrategy(plan.why())
        .setRulesWanted(progress.wanted())
        .setRulesConfirmed(progress.confirmed())
        .setRulesToRemove(progress.toRemove())
        .setMasks(plan.masks())
        .setCapacity(edge.capacity())
        .setLastChange(progress.lastChange())
        .setLastProof(proof.filter(ProofReport::isProven).map(ProofReport::at))
        .build();
  }

  private DeviceState state(Progress progress, Optional<ProofReport> proof) {
    if (plan.wanted().isEmpty()) {
      return DeviceState.DEGRADED;
    }
    if (progress.state() != DeviceState.INSTALLED) {
      return progress.state();
    }
    boolean failed = proof.filter(report -> !report.isClean()).isPresent();
    if (failed || !plan.problems().isEmpty()) {
      return DeviceState.DEGRADED;
    }
    if (proof.isEmpty()) {
      return DeviceState.INSTALLED;
    }
    return plan.monitors() ? DeviceState.MONITORING : DeviceState.ENFORCED;
  }
}
