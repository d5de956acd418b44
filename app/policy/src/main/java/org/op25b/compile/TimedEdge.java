package org.op25b.compile;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Sets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.Strategy;

/**
 * One edge switch's {@link TimedTable}, kept ready for change: a change costs work in proportion to
 * what differs, and leads to the same table as compiling anew. Not safe for threads.
 */
public final class TimedEdge {
  private final CompileOptions options;
  private final Timeline timeline;
  private final CompiledEdge lasting;

  /** The rules of everything but the exemptions that end soon. */
  private final Set<Rule> lastingRules;

  private EndingRules writer;
  private Map<Rule, Instant> ends = new HashMap<>();

  private TimedEdge(
      EdgePolicy policy,
      Instant instant,
      Duration horizon,
      Strategy strategy,
      CompileOptions options) {
    this.options = options;
    timeline = new Timeline(horizon, TimedTable.canEnd(strategy));
    timeline.move(policy.exemptions(), instant);
    lasting = Compiler.compile(policy, timeline.lasting(), strategy, options);
    lastingRules = new HashSet<>(lasting.table().rules());
    writer = new EndingRules(policy, options);
    ends = endsOf(writer, timeline.ending());
  }

  /**
   * Compiles {@code policy} as it is at {@code instant}.
   *
   * @param horizon how soon an exemption must end to have rules of its own
   * @throws CompileException as {@link Compiler#compile} does
   */
  public static TimedEdge compile(
      EdgePolicy policy,
      Instant instant,
      Duration horizon,
      Strategy strategy,
      CompileOptions options) {
    return new TimedEdge(policy, instant, horizon, strategy, options);
  }

  /** Returns the whole table. */
  public TimedTable table() {
    List<Rule> all = new ArrayList<>(lastingRules);
    ImmutableMap.Builder<Rule, Instant> ending = ImmutableMap.builder();
    ends.forEach(
        (rule, end) -> {
          // What a lasting exemption says in the same words does not end.
          if (!lastingRules.contains(rule)) {
            all.add(rule);
            ending.put(rule, end);
          }
        });
    return TimedTable.of(RuleTable.of(lasting.strategy(), all), ending.build());
  }

  /**
   * Takes in that time has passed or that the policy is another one. When it cannot be written as
   * rules nothing changes.
   *
   * @throws CompileException as {@link CompiledEdge#update} does
   */
  public TimedDelta update(EdgePolicy policy, Instant instant) {
    timeline.move(policy.exemptions(), instant);
    EndingRules young = writer.fit(policy) ? writer : new EndingRules(policy, options);
    Map<Rule, Instant> youngEnds = endsOf(young, timeline.ending());
    TableDelta delta = lasting.update(policy, timeline.lasting());
    Set<Rule> touched = new HashSet<>(delta.added());
    touched.addAll(delta.removed());
    Sets.union(ends.keySet(), youngEnds.keySet()).stream()
        .filter(rule -> !Objects.equals(ends.get(rule), youngEnds.get(rule)))
        .forEach(touched::add);
    Map<Rule, Optional<Instant>> before = new HashMap<>();
    touched.forEach(rule -> before.put(rule, end(rule)));
    // Not removeAll: that looks for each rule of a set in the list when the list is the longer one.
    delta.removed().forEach(lastingRules::remove);
    lastingRules.addAll(delta.added());
    writer = young;
    ends = youngEnds;
    return difference(before);
  }

  /**
   * The next instant at which the clock alone may change something; earlier than that, {@link
   * #update} with the same policy does nothing.
   */
  public Optional<Instant> nextChange() {
    return timeline.next();
  }

  /**
   * Returns the next instant after {@code instant} at which the clock alone may change the table of
   * {@code policy}, where there is none yet.
   */
  public static Optional<Instant> nextChange(EdgePolicy policy, Instant instant, Duration horizon) {
    return policy.exemptions().stream()
        .map(exemption -> Timeline.nextBoundary(exemption, instant, horizon))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  private TimedDelta difference(Map<Rule, Optional<Instant>> before) {
    List<Rule> touched = new ArrayList<>(before.keySet());
    touched.sort(Rule.ORDER);
    Map<Rule, Instant> put = new LinkedHashMap<>();
    List<Rule> removed = new ArrayList<>();
    for (Rule rule : touched) {
      Optional<Instant> end = end(rule);
      if (end.isEmpty()) {
        if (before.get(rule).isPresent()) {
          removed.add(rule);
        }
      } else if (!end.equals(before.get(rule))) {
        put.put(rule, end.get());
      }
    }
    return TimedDelta.of(put, removed);
  }

  /** When a rule ends, {@link TimedDelta#NEVER} included; empty when it is not in the table. */
  private Optional<Instant> end(Rule rule) {
    return lastingRules.contains(rule)
        ? Optional.of(TimedDelta.NEVER)
        : Optional.ofNullable(ends.get(rule));
  }

  private static Map<Rule, Instant> endsOf(EndingRules writer, List<Exemption> ending) {
    writer.keepOnly(ending);
    Map<Rule, Instant> ends = new HashMap<>();
    for (Exemption exemption : ending) {
      Instant end = exemption.expires().get();
      writer.of(exemption).forEach(rule -> ends.merge(rule, end, TimedEdge::later));
    }
    return ends;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
