package org.op25b.proof;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.Iterables;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.op25b.policy.RateLimit;
import org.op25b.policy.Strategy;

/** What a strategy makes of the steps that a packet takes through the tables. */
final class Pipeline {
  private final Strategy strategy;

  /** Tables from this one on are none of ours. */
  final int tables;

  Pipeline(Strategy strategy) {
    checkArgument(strategy != Strategy.AUTO, "strategy auto must be resolved before the proof");
    this.strategy = strategy;
    this.tables = strategy == Strategy.GATE ? 2 : 1;
  }

  /** Returns the next table of ours, if the packet goes to one after {@code step}. */
  Optional<Integer> next(Step step) {
    return step.action()
        .filter(action -> action.gotoTable().isPresent())
        .map(action -> action.gotoTable().getAsInt())
        .filter(table -> table < tables);
  }

  /**
   * Whether the packet, or a copy of it in others' hands, is out after {@code step}: a later table
   * of ours may see the packet, but changes nothing any more.
   */
  static boolean letsOut(Step step) {
    return step.action()
        .filter(action -> action.forwards() || (!step.ours() && action.toController()))
        .isPresent();
  }

  /** Returns what becomes of a packet that takes {@code steps}, the last of which leads out. */
  Fate fate(List<Step> steps) {
    return strategy == Strategy.GATE ? throughGate(steps) : throughTable(Iterables.getLast(steps));
  }

  private static Fate throughGate(List<Step> steps) {
    Set<Long> meters = new LinkedHashSet<>();
    boolean touched = false;
    boolean steered = false;
    for (Step step : steps) {
      if (!step.action().isPresent()) {
        return Fate.of(Fate.Kind.BLOCKED, meters);
      }
      RuleAction action = step.action().get();
      if (!step.ours()) {
        // What once left, even as a copy, no later table brings back.
        if (action.forwards() || action.toController()) {
          return Fate.of(steered ? Fate.Kind.STEERED : Fate.Kind.FOREIGN_TAKEN, meters);
        }
        if (action.ends()) {
          return Fate.of(Fate.Kind.FOREIGN_DROP, meters);
        }
        touched = true;
        continue;
      }
      if (action.ends()) {
        return Fate.of(Fate.Kind.BLOCKED, meters);
      }
      action.meter().ifPresent(meters::add);
      if (action.forwards()) {
        return Fate.of(Fate.Kind.STEERED, meters);
      }
      steered |= action.toController();
    }
    if (steered) {
      return Fate.of(Fate.Kind.STEERED, meters);
    }
    return Fate.of(touched ? Fate.Kind.FOREIGN_TOUCHED : Fate.Kind.LEFT_ALONE, meters);
  }

  private Fate throughTable(Step step) {
    Set<Long> meters = new LinkedHashSet<>();
    if (!step.action().isPresent()) {
      return Fate.of(Fate.Kind.LEFT_ALONE, meters);
    }
    RuleAction action = step.action().get();
    boolean drops = action.ends() && !action.toController();
    if (!step.ours()) {
      return Fate.of(drops ? Fate.Kind.FOREIGN_DROP : Fate.Kind.LEFT_ALONE, meters);
    }
    if (action.ends()) {
      return Fate.of(Fate.Kind.BLOCKED, meters);
    }
    action.meter().ifPresent(meters::add);
    boolean plain =
        strategy == Strategy.OUTPUT && !action.toController() && !action.gotoTable().isPresent();
    return Fate.of(plain ? Fate.Kind.FORWARDED : Fate.Kind.STEERED, meters);
  }

  /** Returns what is wrong when a packet that the policy blocks meets {@code fate}. */
  static Optional<Difference> whenBlocked(Fate fate) {
    return fate.passes() ? Optional.of(Difference.LEAK) : Optional.empty();
  }

  /**
   * Returns what is wrong when a packet that the policy lets pass, up to {@code limit} if there is
   * one, meets {@code fate}.
   */
  static Optional<Difference> whenPassed(Fate fate, Optional<RateLimit> limit, SwitchTable table) {
    switch (fate.kind()) {
      case BLOCKED:
        return Optional.of(Difference.OVERBLOCK);
      case STEERED:
        return Optional.of(Difference.STEERED);
      case FOREIGN_DROP:
        return Optional.of(Difference.FOREIGN);
      case FOREIGN_TAKEN:
        return Optional.of(limit.isPresent() ? Difference.WRONG_METER : Difference.FOREIGN);
      default:
        break;
    }
    boolean metered =
        limit.isPresent()
            ? fate.meters().size() == 1
                && limit.get().equals(table.meters().get(fate.meters().iterator().next()))
            : fate.meters().isEmpty();
    if (!metered) {
      return Optional.of(Difference.WRONG_METER);
    }
    return fate.kind() == Fate.Kind.FOREIGN_TOUCHED
        ? Optional.of(Difference.FOREIGN)
        : Optional.empty();
  }
}
