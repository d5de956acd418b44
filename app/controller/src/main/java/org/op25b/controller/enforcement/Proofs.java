package org.op25b.controller.enforcement;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.onosproject.net.DeviceId;

/**
 * The last proof of each switch, and when the next one is due. A proof counts as long as neither
 * plan nor rules have changed. May be used from any thread.
 */
final class Proofs {
  /** Between proofs of what has been proven; the longest wait when it has not. */
  private static final Duration PERIOD = Duration.ofSeconds(60);

  /** From a proof that failed to the next. */
  private static final Duration FIRST_REPETITION = Duration.ofSeconds(1);

  private static final class Proof {
    private final EdgePlan plan;
    private final ProofReport report;
    private final Backoff repetitions;
    private final Instant next;

    Proof(EdgePlan plan, ProofReport report, Backoff repetitions) {
      this.plan = plan;
      this.report = report;
      this.repetitions = repetitions;
      this.next = report.at().plus(report.isClean() ? PERIOD : repetitions.failed());
    }
  }

  private final Map<DeviceId, Proof> proofs = new ConcurrentHashMap<>();

  void put(EdgePlan plan, ProofReport report) {
    proofs.compute(
        report.device(),
        (device, before) -> {
          boolean again =
              before != null && before.plan.asksTheSameAs(plan) && !before.report.isClean();
          return new Proof(
              plan, report, again ? before.repetitions : new Backoff(FIRST_REPETITION, PERIOD));
        });
  }

  /** Returns the report that still counts. */
  Optional<ProofReport> of(DeviceId device, EdgePlan plan, Progress progress) {
    return counting(device, plan, progress).map(proof -> proof.report);
  }

  /** Whether there is none that counts, or it is time for the next. */
  boolean isDue(DeviceId device, EdgePlan plan, Progress progress, Instant now) {
    return counting(device, plan, progress).filter(proof -> now.isBefore(proof.next)).isEmpty();
  }

  private Optional<Proof> counting(DeviceId device, EdgePlan plan, Progress progress) {
    return Optional.ofNullable(proofs.get(device))
        .filter(proof -> proof.plan.asksTheSameAs(plan))
        .filter(proof -> progress.lastChange().filter(proof.report.at()::isBefore).isEmpty());
  }
}
