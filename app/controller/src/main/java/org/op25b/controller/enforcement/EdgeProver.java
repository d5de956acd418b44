package org.op25b.controller.enforcement;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowEntry;
import org.onosproject.net.flow.FlowEntry.FlowEntryState;
import org.onosproject.net.flow.FlowRule;
import org.op25b.policy.Strategy;
import org.op25b.proof.Counterexample;
import org.op25b.proof.ProofResult;
import org.op25b.proof.Prover;
import org.op25b.proof.SwitchTable;

/** Compares what was read back from a switch with its plan. */
final class EdgeProver {
  private static final int SHOWN = 3;

  private final ReadBack readBack;
  private final RateMeters meters;
  private final Prover prover = new Prover();

  EdgeProver(ReadBack readBack) {
    this(readBack, RateMeters.NONE);
  }

  EdgeProver(ReadBack readBack, RateMeters meters) {
    this.readBack = readBack;
    this.meters = meters;
  }

  /**
   * Whether ONOS has yet to see some rule of the application on the switch; then nothing is {@link
   * #isReadBack}, and this is found out much sooner.
   */
  static boolean isAwaited(EdgePlan plan, Iterable<FlowEntry> entries) {
    Optional<Short> ours =
        plan.wanted().flatMap(wanted -> wanted.rules().stream().findFirst()).map(FlowRule::appId);
    return ours.isPresent()
        && Streams.stream(entries)
            .anyMatch(
                entry ->
                    entry.state() == FlowEntryState.PENDING_ADD && entry.appId() == ours.get());
  }

  /** Whether ONOS has seen every planned rule on the switch. */
  static boolean isReadBack(EdgePlan plan, Iterable<FlowEntry> entries) {
    return missing(plan, entries).isEmpty();
  }

  private static List<FlowRule> missing(EdgePlan plan, Iterable<FlowEntry> entries) {
    Map<FlowRule, FlowEntry> seen = new HashMap<>();
    entries.forEach(entry -> seen.put(entry, entry));
    List<FlowRule> missing = new ArrayList<>();
    plan.wanted()
        .ifPresent(
            wanted -> {
              wanted.rules().forEach(rule -> addIfMissing(rule, seen, missing));
              wanted.gate().ifPresent(rule -> addIfMissing(rule, seen, missing));
            });
    return missing;
  }

  private static void addIfMissing(
      FlowRule rule, Map<FlowRule, FlowEntry> seen, List<FlowRule> missing) {
    FlowEntry entry = seen.get(rule);
    if (entry == null || entry.state() != FlowEntryState.ADDED || !entry.exactMatch(rule)) {
      missing.add(rule);
    }
  }

  ProofReport prove(DeviceId device, EdgePlan plan, ImmutableList<FlowEntry> entries, Instant at) {
    SwitchTable table = readBack.table(entries, meters.rates(device));
    ProofResult result = prover.prove(plan.policy(), plan.instant(), table, plan.strategy());
    List<String> differences = new ArrayList<>();
    result.reason().ifPresent(differences::add);
    result.counterexamples().stream()
        .limit(SHOWN)
        .map(Counterexample::toString)
        .forEach(differences::add);
    List<String> interference = new ArrayList<>();
    result.interference().stream()
        .limit(SHOWN)
        .map(Counterexample::toString)
        .forEach(interference::add);
    if (plan.strategy() == Strategy.GATE) {
      table.rules().stream()
          .filter(rule -> rule.table() == Gate.TABLE && !rule.ours())
          .limit(SHOWN)
          .forEach(rule -> interference.add("a foreign rule in the gate's table: " + rule));
      missing(plan, entries).stream()
          .filter(rule -> Effect.table(rule) == Gate.TABLE)
          .forEach(rule -> differences.add("the gate is shut"));
    }
    return ProofReport.of(device, at, entries.size(), differences, interference);
  }
}
