package org.op25b.controller.enforcement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.onosproject.net.flow.FlowRule;

/**
 * The rules that a switch has refused, usually because its table is full, and what follows from
 * that: blocks come before grants, and what does not fit is a grant.
 */
final class Refusals {
  private static final int NAMED_RULES = 5;

  private final Set<FlowRule> refused = new HashSet<>();

  /** Those that are not to be asked for again yet. */
  private final Set<FlowRule> resting = new HashSet<>();

  void add(Collection<FlowRule> rules) {
    refused.addAll(rules);
    resting.addAll(rules);
  }

  void clear() {
    refused.clear();
    resting.clear();
  }

  /** Things have changed: whatever was refused may be asked for once more. */
  void askAgain() {
    resting.clear();
  }

  boolean isEmpty() {
    return refused.isEmpty();
  }

  /** Whether a rule is not to be asked for again yet. */
  boolean rest(FlowRule rule) {
    return resting.contains(rule);
  }

  /** Forgets what is no longer missing. */
  void settle(Set<FlowRule> missing) {
    refused.retainAll(missing);
    resting.retainAll(missing);
  }

  /** Whether a rule that blocks was refused and is still missing. */
  boolean ofDrops() {
    return refused.stream().anyMatch(Effect::drops);
  }

  /** Returns those of the missing rules to ask for now: blocks alone while one is refused. */
  List<FlowRule> worthAsking(Collection<FlowRule> missing) {
    boolean dropsAlone = ofDrops();
    return missing.stream()
        .filter(rule -> !resting.contains(rule) && (!dropsAlone || Effect.drops(rule)))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /**
   * Returns what to take from a full switch in favour of the refused blocks: grants that are no
   * longer wanted, or else wanted ones. Without a grant no packet passes that was blocked.
   */
  Collection<FlowRule> room(DeltaTracker<FlowRule, RuleBody> tracker) {
    List<FlowRule> unwanted = grants(tracker.toRemove().keySet());
    if (!unwanted.isEmpty()) {
      return unwanted;
    }
    Set<FlowRule> held = new HashSet<>(tracker.dataplane().keySet());
    held.retainAll(tracker.desired().keySet());
    List<FlowRule> grants = grants(held);
    grants.sort(Comparator.comparingInt(FlowRule::priority));
    return grants.subList(0, Math.min(grants.size(), refused.size()));
  }

  private static List<FlowRule> grants(Collection<FlowRule> rules) {
    return rules.stream()
        .filter(rule -> Effect.of(rule) == Effect.PASS)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Tells people what is missing on the switch. */
  String describe(String reason) {
    long drops = refused.stream().filter(Effect::drops).count();
    String named =
        refused.stream()
            .sorted(Comparator.comparing(FlowRule::priority).reversed())
            .limit(NAMED_RULES)
            .map(rule -> "table " + Effect.table(rule) + " " + rule.selector().criteria())
            .collect(Collectors.joining(", "));
    return reason
        + (drops == 0 ? " (none of them blocks)" : " (" + drops + " of them block)")
        + ": "
        + named
        + (refused.size() > NAMED_RULES ? ", ..." : "");
  }
}
