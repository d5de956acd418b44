package org.op25b.proof;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.op25b.policy.RateLimit;
import org.op25b.policy.Strategy;
import org.op25b.policy.Verdict;

/**
 * What is wrong with one packet, worked out by scanning the rules; shares nothing with the proof.
 */
final class BruteForce {
  private final SwitchTable table;
  private final Strategy strategy;

  /** The rules of each flow table. */
  private final Map<Integer, List<Row>> rows = new HashMap<>();

  private boolean tie;

  BruteForce(SwitchTable table, Strategy strategy) {
    this.table = table;
    this.strategy = strategy;
    for (SwitchRule rule : table.rules()) {
      rows.computeIfAbsent(rule.table(), number -> new ArrayList<>()).add(new Row(rule));
    }
  }

  /** Every kind of difference that may show for {@code packet}. */
  Set<Difference> differences(WitnessPacket packet, Verdict verdict, Optional<RateLimit> limit) {
    tie = false;
    Set<Difference> found = EnumSet.noneOf(Difference.class);
    for (String fate : fates(packet, 0, "", new HashSet<>())) {
      judge(fate, verdict, limit).ifPresent(found::add);
    }
    if (tie && !found.isEmpty() && !found.equals(EnumSet.of(Difference.FOREIGN))) {
      boolean foreign = found.contains(Difference.FOREIGN);
      found.clear();
      found.add(Difference.AMBIGUOUS);
      if (foreign) {
        found.add(Difference.FOREIGN);
      }
    }
    return found;
  }

  private Optional<Difference> judge(String fate, Verdict verdict, Optional<RateLimit> limit) {
    boolean blocked = fate.endsWith("block") || fate.endsWith("foreign-drop");
    if (verdict == Verdict.BLOCK) {
      return blocked ? Optional.empty() : Optional.of(Difference.LEAK);
    }
    if (fate.endsWith("foreign-drop")) {
      return Optional.of(Difference.FOREIGN);
    }
    if (blocked) {
      return Optional.of(Difference.OVERBLOCK);
    }
    if (fate.endsWith("steered") || fate.contains("copy ")) {
      return Optional.of(Difference.STEERED);
    }
    if (fate.endsWith("foreign-taken")) {
      return Optional.of(limit.isPresent() ? Difference.WRONG_METER : Difference.FOREIGN);
    }
    Set<String> meters = new HashSet<>();
    for (String word : Splitter.on(' ').split(fate)) {
      if (word.startsWith("meter=")) {
        meters.add(word);
      }
    }
    Set<String> wanted =
        limit
            .map(
                rate ->
                    table.meters().entrySet().stream()
                        .filter(e -> e.getValue().equals(rate))
                        .map(e -> "meter=" + e.getKey())
                        .collect(Collectors.toSet()))
            .orElse(Set.of());
    boolean right =
        limit.isPresent() ? meters.size() == 1 && wanted.containsAll(meters) : meters.isEmpty();
    if (!right) {
      return Optional.of(Difference.WRONG_METER);
    }
    return fate.contains("touched ") ? Optional.of(Difference.FOREIGN) : Optional.empty();
  }

  private Set<String> fates(WitnessPacket packet, int number, String soFar, Set<String> fates) {
    List<SwitchRule> matching = matching(packet, number);
    List<SwitchRule> winners = winners(matching);
    if (matching.stream().allMatch(rule -> rule.match().opaque())) {
      // Nothing is sure to match.
      fates.add(soFar + (strategy == Strategy.GATE ? "block" : "left-alone"));
    }
    for (SwitchRule rule : winners) {
      RuleAction action = rule.action();
      boolean ends = !action.forwards() && !action.gotoTable().isPresent();
      if (strategy != Strategy.GATE) {
        fates.add(inOneTable(rule, ends));
      } else if (!rule.ours() && (action.forwards() || action.toController())) {
        fates.add(soFar + "foreign-taken");
      } else if (ends) {
        fates.add(soFar + (rule.ours() ? "block" : "foreign-drop"));
      } else if (action.forwards()) {
        fates.add(soFar + "steered");
      } else {
        String text = soFar;
        if (!rule.ours()) {
          text += "touched ";
        } else {
          text += action.meter().isPresent() ? "meter=" + action.meter().getAsLong() + " " : "";
          text += action.toController() ? "copy " : "";
        }
        if (action.gotoTable().getAsInt() == 1) {
          fates(packet, 1, text, fates);
        } else {
          fates.add(text + "left-alone");
        }
      }
    }
    return fates;
  }

  private String inOneTable(SwitchRule rule, boolean ends) {
    RuleAction action = rule.action();
    if (!rule.ours()) {
      return ends && !action.toController() ? "foreign-drop" : "left-alone";
    }
    if (ends) {
      return "block";
    }
    String meter = action.meter().isPresent() ? "meter=" + action.meter().getAsLong() + " " : "";
    boolean plain =
        strategy == Strategy.OUTPUT && !action.toController() && !action.gotoTable().isPresent();
    return plain ? meter + "forwarded" : "steered";
  }

  /** The rules that may win, and whether two of them tie. */
  private List<SwitchRule> winners(List<SwitchRule> matching) {
    int sure =
        matching.stream()
            .filter(rule -> !rule.match().opaque())
            .mapToInt(SwitchRule::priority)
            .max()
            .orElse(-1);
    List<SwitchRule> winners = new ArrayList<>();
    for (SwitchRule rule : matching) {
      if (rule.priority() >= sure) {
        for (SwitchRule other : winners) {
          tie |=
              rule.priority() == other.priority()
                  && !(rule.action().equals(other.action()) && rule.ours() == other.ours());
        }
        winners.add(rule);
      }
    }
    winners.sort((a, b) -> Boolean.compare(!a.match().opaque(), !b.match().opaque()));
    return winners;
  }

  private List<SwitchRule> matching(WitnessPacket packet, int number) {
    List<SwitchRule> matching = new ArrayList<>();
    for (Row row : rows.getOrDefault(number, List.of())) {
      if (row.matches(packet)) {
        matching.add(row.rule);
      }
    }
    return matching;
  }

  /** A rule with its conditions in an array: they are asked for every packet there is. */
  private static final class Row {
    private final SwitchRule rule;
    private final Condition[] conditions;

    Row(SwitchRule rule) {
      this.rule = rule;
      this.conditions =
          rule.match().fields().entrySet().stream()
              .map(condition -> new Condition(condition.getKey(), condition.getValue()))
              .toArray(Condition[]::new);
    }

    boolean matches(WitnessPacket packet) {
      for (Condition condition : conditions) {
        Bits have = packet.fields().get(condition.field);
        if (have == null
            || (have.high & condition.mask.high) != condition.want.high
            || (have.low & condition.mask.low) != condition.want.low) {
          return false;
        }
      }
      return true;
    }
  }

  /** What one field of a packet must be. */
  private static final class Condition {
    private final Field field;
    private final Bits mask;
    private final Bits want;

    Condition(Field field, Ternary ternary) {
      this.field = field;
      this.mask = ternary.mask();
      this.want = ternary.value();
    }
  }
}
