package org.op25b.proof;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.op25b.policy.Strategy;

/**
 * Follows one packet through the tables rule by rule, without any set of packets. Slow and plain:
 * every counterexample is checked here before it is reported.
 */
public final class TableEvaluator {
  private final Pipeline pipeline;
  private final ImmutableList<SwitchRule> byPriority;

  /** Reads {@code table} as {@code strategy} means it. */
  public TableEvaluator(SwitchTable table, Strategy strategy) {
    this.pipeline = new Pipeline(strategy);
    this.byPriority =
        table.rules().stream()
            .filter(rule -> rule.table() < pipeline.tables)
            .sorted(Comparator.comparingInt(SwitchRule::priority).reversed())
            .collect(toImmutableList());
  }

  /** Returns every treatment that {@code packet} may get; at least one. */
  public ImmutableList<TableTrace> trace(WitnessPacket packet) {
    ImmutableList.Builder<TableTrace> traces = ImmutableList.builder();
    follow(packet, 0, new ArrayList<>(), false, traces);
    return traces.build();
  }

  private void follow(
      WitnessPacket packet,
      int table,
      List<TableTrace.Hop> soFar,
      boolean uncertain,
      ImmutableList.Builder<TableTrace> traces) {
    boolean perhaps = uncertain;
    int sure = -1;
    for (SwitchRule rule : byPriority) {
      if (sure >= 0 && rule.priority() < sure) {
        return;
      }
      if (rule.table() != table || !covers(rule, packet)) {
        continue;
      }
      perhaps |= rule.match().opaque();
      hop(packet, table, Optional.of(rule), soFar, perhaps, traces);
      if (!rule.match().opaque()) {
        sure = rule.priority();
      }
    }
    if (sure < 0) {
      hop(packet, table, Optional.empty(), soFar, perhaps, traces);
    }
  }

  private void hop(
      WitnessPacket packet,
      int table,
      Optional<SwitchRule> winner,
      List<TableTrace.Hop> soFar,
      boolean uncertain,
      ImmutableList.Builder<TableTrace> traces) {
    List<TableTrace.Hop> hops = new ArrayList<>(soFar);
    hops.add(TableTrace.Hop.of(table, winner));
    Step step = winner.map(Step::of).orElseGet(Step::miss);
    Optional<Integer> next = pipeline.next(step);
    if (next.isPresent()) {
      follow(packet, next.get(), hops, uncertain, traces);
    } else {
      List<Step> steps =
          hops.stream()
              .map(hop -> hop.winner().map(Step::of).orElseGet(Step::miss))
              .collect(toImmutableList());
      traces.add(TableTrace.of(hops, pipeline.fate(steps), uncertain));
    }
  }

  private static boolean covers(SwitchRule rule, WitnessPacket packet) {
    for (Map.Entry<Field, Ternary> condition : rule.match().fields().entrySet()) {
      Bits value = packet.fields().get(condition.getKey());
      if (value == null || !condition.getValue().matches(value)) {
        return false;
      }
    }
    return true;
  }
}
