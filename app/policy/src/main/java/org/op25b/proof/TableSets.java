package org.op25b.proof;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which packets one table may treat in which way.
 *
 * <p>A packet has more than one possible treatment where it is not known whether an opaque rule
 * matches it, and where rules of equal priority overlap. Proven is only what holds for all of them.
 */
final class TableSets {
  private final Map<Step, Integer> steps = new LinkedHashMap<>();
  private int ambiguous = Diagram.EMPTY;

  TableSets(TableRules rules, PacketSpace space) {
    Diagram diagram = space.diagram;
    int undecided = space.domain();
    for (List<TableRules.Entry> batch : rules.batches()) {
      if (undecided == Diagram.EMPTY) {
        break;
      }
      Map<Step, List<TableRules.Entry>> byStep =
          batch.stream().collect(groupingBy(e -> e.step, LinkedHashMap::new, toList()));
      List<Integer> certain = new ArrayList<>();
      int before = Diagram.EMPTY;
      for (Map.Entry<Step, List<TableRules.Entry>> group : byStep.entrySet()) {
        int surely = union(group.getValue(), false, space);
        int perhaps = diagram.or(surely, union(group.getValue(), true, space));
        int wins = diagram.and(undecided, perhaps);
        steps.merge(group.getKey(), wins, diagram::or);
        ambiguous = diagram.or(ambiguous, diagram.and(before, wins));
        before = diagram.or(before, wins);
        certain.add(surely);
      }
      undecided = diagram.minus(undecided, diagram.union(certain));
    }
    steps.put(Step.miss(), undecided);
    steps.values().removeIf(set -> set == Diagram.EMPTY);
  }

  private static int union(List<TableRules.Entry> entries, boolean opaque, PacketSpace space) {
    return space.union(
        entries.stream()
            .filter(entry -> entry.rule.match().opaque() == opaque)
            .map(entry -> entry.box)
            .collect(toList()));
  }

  /** The packets that may be treated in each way; none of the sets is empty. */
  Map<Step, Integer> steps() {
    return steps;
  }

  /** The packets that rules of equal priority and different treatment match. */
  int ambiguous() {
    return ambiguous;
  }
}
