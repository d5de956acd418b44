package org.op25b.controller.policyops.impl;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.op25b.controller.config.PolicyService;
import org.op25b.controller.exemption.impl.FakeStorage;
import org.op25b.controller.exemption.impl.Faults;
import org.op25b.controller.exemption.impl.ManualTime;
import org.op25b.controller.policyops.PhaseChange;
import org.op25b.controller.policyops.PhaseOperations;
import org.op25b.controller.policyops.PhaseOutcome;
import org.op25b.controller.policyops.PhaseTarget;
import org.op25b.controller.policyops.PolicyCheck;
import org.op25b.controller.policyops.PolicyContext;
import org.op25b.controller.policyops.PolicyEvent;
import org.op25b.controller.policyops.PolicyListener;
import org.op25b.controller.policyops.PolicyOperations;
import org.op25b.controller.policyops.PolicyOutcome;
import org.op25b.controller.policyops.PolicyVersion;
import org.op25b.controller.policyops.PoolPhase;
import org.op25b.controller.policyops.Schedule;
import org.op25b.policy.Phase;

/** The versions of the policy of one node without ONOS, for tests of interfaces. */
public final class RealPolicies implements PolicyOperations, PhaseOperations {
  private final List<PolicyListener> listeners = new CopyOnWriteArrayList<>();
  private final PolicyNode node;

  /** Policies on the first of July 2026. */
  public RealPolicies() {
    this(new ManualTime("2026-07-01T00:00:00Z"));
  }

  /** Policies that are changed, and schedules that come due, as {@code time} passes. */
  public RealPolicies(ManualTime time) {
    node =
        new PolicyNode(
            FakeStorage.ofNewCluster(), new FakeNetcfg.Shared(), time, new Faults(), this::post);
  }

  private void post(PolicyEvent event) {
    listeners.forEach(listener -> listener.event(event));
  }

  /** What network configuration holds. */
  public PolicyService netcfg() {
    return node.netcfg;
  }

  @Override
  public void addListener(PolicyListener listener) {
    listeners.add(listener);
  }

  @Override
  public void removeListener(PolicyListener listener) {
    listeners.remove(listener);
  }

  @Override
  public Optional<PolicyVersion> current() {
    return node.policies.state().current();
  }

  @Override
  public ImmutableList<PolicyVersion> versions() {
    return node.policies.state().versions().reverse();
  }

  @Override
  public Optional<PolicyVersion> version(long number) {
    return node.policies.state().version(number);
  }

  @Override
  public Optional<JsonNode> policy(PolicyVersion version) {
    return node.policies.policy(version);
  }

  @Override
  public ImmutableList<PhaseChange> phases(PolicyVersion version) {
    return node.policies.phases(version);
  }

  @Override
  public PolicyCheck check(JsonNode policy) {
    return node.policies.changes().check(policy);
  }

  @Override
  public PolicyOutcome apply(JsonNode policy, PolicyContext context) {
    return node.policies.changes().apply(policy, context);
  }

  @Override
  public PolicyOutcome rollBack(long version, PolicyContext context) {
    return node.policies.changes().rollBack(version, context);
  }

  @Override
  public ImmutableList<PoolPhase> phases() {
    return node.policies.phaseChanges().phases();
  }

  @Override
  public ImmutableList<Schedule> schedules() {
    return node.policies.schedules().all();
  }

  @Override
  public PhaseOutcome set(PhaseTarget target, Phase phase, PolicyContext context) {
    return node.policies.phaseChanges().set(target, phase, context);
  }

  @Override
  public PhaseOutcome schedule(PhaseTarget target, Phase phase, String at, PolicyContext context) {
    return node.policies.schedules().make(target, phase, at, context);
  }

  @Override
  public PhaseOutcome postpone(String id, String at, PolicyContext context) {
    return node.policies.schedules().postpone(id, at, context);
  }

  @Override
  public PhaseOutcome cancel(String id, PolicyContext context) {
    return node.policies.schedules().cancel(id, context);
  }

  @Override
  public PhaseOutcome rollBack(PhaseTarget target, PolicyContext context) {
    return node.policies.phaseChanges().rollBack(target, context);
  }
}
