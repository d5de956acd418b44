package org.op25b.controller.enforcement;

import com.google.common.collect.ImmutableList;
import java.time.Clock;
import java.util.List;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowEntry;
import org.onosproject.net.flow.FlowRuleService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the fleet's switches back, proves them, and tells the fleet what came out. */
final class ProofRounds {
  private static final Logger log = LoggerFactory.getLogger(ProofRounds.class);

  private final FlowRuleService flowRules;
  private final EdgeProver prover;
  private final EdgeFleet fleet;
  private final Clock clock;

  ProofRounds(FlowRuleService flowRules, EdgeProver prover, EdgeFleet fleet, Clock clock) {
    this.flowRules = flowRules;
    this.prover = prover;
    this.fleet = fleet;
    this.clock = clock;
  }

  /** Proves every switch as ONOS last read it; may run beside {@link #proveWhatIsDue}. */
  List<ProofReport> all() {
    ImmutableList.Builder<ProofReport> reports = ImmutableList.builder();
    fleet.plans().forEach((device, plan) -> reports.add(prove(device, plan, entries(device))));
    return reports.build();
  }

  /** Proves what has been read back since it changed, and everything from time to time. */
  void proveWhatIsDue() {
    fleet
        .unproven(clock.instant())
        .forEach(
            (device, plan) -> {
              if (!EdgeProver.isAwaited(plan, flowRules.getFlowEntries(device))) {
                ImmutableList<FlowEntry> entries = entries(device);
                if (EdgeProver.isReadBack(plan, entries)) {
                  prove(device, plan, entries);
                }
              }
            });
  }

  private ProofReport prove(DeviceId device, EdgePlan plan, ImmutableList<FlowEntry> entries) {
    ProofReport report = prover.prove(device, plan, entries, clock.instant());
    if (!report.isProven()) {
      log.warn("{} does not do what the policy says: {}", device, report.differences());
    }
    // What is not yet read back says nothing about the switch.
    if (EdgeProver.isReadBack(plan, entries)) {
      fleet.proven(plan, report);
    }
    return report;
  }

  private ImmutableList<FlowEntry> entries(DeviceId device) {
    return ImmutableList.copyOf(flowRules.getFlowEntries(device));
  }
}
