package org.op25b.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which packets may meet which fate in a whole switch. The tables are worked out apart, over all
 * packets, and put together by intersection: what a table does never depends on how a packet got
 * there.
 */
final class Fates {
  private final Map<Fate, Integer> sets = new LinkedHashMap<>();
  private final List<TableSets> tables = new ArrayList<>();
  private final Pipeline pipeline;
  private final Diagram diagram;
  private int ambiguous = Diagram.EMPTY;

  Fates(List<TableRules> rules, Pipeline pipeline, PacketSpace space) {
    this.pipeline = pipeline;
    this.diagram = space.diagram;
    for (TableRules table : rules) {
      tables.add(new TableSets(table, space));
    }
    follow(0, space.domain(), new ArrayList<>());
  }

  /** Recursion no deeper than the number of tables that are ours. */
  private void follow(int table, int packets, List<Step> soFar) {
    ambiguous = diagram.or(ambiguous, diagram.and(packets, tables.get(table).ambiguous()));
    for (Map.Entry<Step, Integer> step : tables.get(table).steps().entrySet()) {
      int here = diagram.and(packets, step.getValue());
      if (here == Diagram.EMPTY) {
        continue;
      }
      List<Step> steps = new ArrayList<>(soFar);
      steps.add(step.getKey());
      Optional<Integer> next = pipeline.next(step.getKey());
      if (next.isPresent() && !Pipeline.letsOut(step.getKey())) {
        follow(next.get(), here, steps);
      } else {
        sets.merge(pipeline.fate(steps), here, diagram::or);
      }
    }
  }

  Map<Fate, Integer> sets() {
    return sets;
  }

  int ambiguous() {
    return ambiguous;
  }
}
