package org.op25b.controller.enforcement;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.onosproject.net.DeviceId;

/** The last proof of each switch. It counts as long as neither plan nor rules have changed. */
final class Proofs {
  private static final class Proof {
    private final EdgePlan plan;
    private final ProofReport report;

    Proof(EdgePlan plan, ProofReport report) {
      this.plan = plan;
      this.report = report;
    }
  }

  private final Map<DeviceId, Proof> proofs = new ConcurrentHashMap<>();

  void put(EdgePlan plan, ProofReport report) {
    proofs.put(report.device(), new Proof(plan, report));
  }

  /** Returns the report that still counts. */
  Optional<ProofReport> of(DeviceId device, EdgePlan plan, Progress progress) {
    return Optional.ofNullable(proofs.get(device))
        .filter(proof -> proof.plan.equals(plan))
        .map(proof -> proof.report)
        .filter(report -> progress.lastChange().filter(report.at()::isBefore).isEmpty());
  }
}
