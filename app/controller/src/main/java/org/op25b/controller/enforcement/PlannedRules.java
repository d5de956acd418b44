package org.op25b.controller.enforcement;

import com.google.auto.value.AutoValue;
import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Multiset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onosproject.core.ApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowRule;
import org.op25b.compile.Mask;
import org.op25b.compile.Rule;
import org.op25b.compile.TimedDelta;
import org.op25b.compile.TimedEdge;
import org.op25b.compile.TimedTable;
import org.op25b.compile.Uplink;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Strategy;

/**
 * The rules of one switch as they were last planned. A small change of the policy is a small change
 * of them: what stays is neither compiled nor written nor compared again.
 */
final class PlannedRules {
  /** What must be the same for the rules of before to be of use. */
  @AutoValue
  abstract static class Shape {
    abstract Strategy strategy();

    abstract Uplink uplink();

    abstract int limit();

    /** Whether the switch's driver puts everybody's forwarding behind the gate. */
    abstract boolean gateDriver();

    /** Whether inbound policies are left out. */
    abstract boolean withoutInbound();

    final boolean gate() {
      return strategy() == Strategy.GATE;
    }

    static Shape of(
        Strategy strategy, Uplink uplink, int limit, boolean gateDriver, boolean withoutInbound) {
      return new AutoValue_PlannedRules_Shape(strategy, uplink, limit, gateDriver, withoutInbound);
    }
  }

  private final DeviceId device;
  private final Shape shape;
  private final TimedEdge compiled;
  private final RuleTranslator translator;
  private final ApplicationId appId;

  /** What stands for each rule that could be written. */
  private final Map<Rule, WrittenRule> written = new LinkedHashMap<>();

  /** The masks of what is written, each with its table. */
  private final Multiset<Map.Entry<Integer, Mask>> masks = HashMultiset.create();

  /** Rules that are written anew each time, with their ends: a meter comes late, or anew. */
  private final Map<Rule, Instant> metered = new LinkedHashMap<>();

  private Set<String> untranslatable = ImmutableSet.of();
  private ImmutableList<WrittenRule> listed;
  private Wanted wanted;

  /** Takes rules that have just been compiled. */
  PlannedRules(
      DeviceId device,
      Shape shape,
      TimedEdge compiled,
      RuleTranslator translator,
      ApplicationId appId) {
    this.device = device;
    this.shape = shape;
    this.compiled = compiled;
    this.translator = translator;
    this.appId = appId;
    TimedTable table = compiled.table();
    Map<Rule, Instant> all = new LinkedHashMap<>();
    table.table().rules().forEach(rule -> all.put(rule, TimedDelta.NEVER));
    all.putAll(table.ends());
    write(all, ImmutableList.of());
    listed = ImmutableList.copyOf(written.values());
    List<FlowRule> rules = rules();
    wanted = shape.gate() ? Wanted.behindGate(rules, Gate.rule(device, appId)) : Wanted.of(rules);
  }

  Shape shape() {
    return shape;
  }

  /**
   * Takes in that time has passed or that the policy is another one.
   *
   * @throws org.op25b.compile.CompileException when it cannot be written as rules; then nothing
   *     changes
   */
  void update(EdgePolicy policy, Instant instant) {
    TimedDelta delta = compiled.update(policy, instant);
    Change change = write(delta.put(), delta.removed());
    if (!change.isEmpty()) {
      listed = ImmutableList.copyOf(written.values());
      wanted = wanted.changed(rules(), change.put, change.removed);
    }
  }

  /** What the switch should hold; the same object as long as that does not change. */
  Wanted wanted() {
    return wanted;
  }

  /** The rules that come from the policy. */
  ImmutableList<WrittenRule> written() {
    return listed;
  }

  /** How many different masks they have, counting a mask once for each table. */
  int masks() {
    return masks.elementSet().size();
  }

  /** When the clock alone may change something; empty for never. */
  Optional<Instant> nextChange() {
    return compiled.nextChange();
  }

  /** Why some rules could not be written, for people. */
  Set<String> untranslatable() {
    return untranslatable;
  }

  private Change write(Map<Rule, Instant> put, Iterable<Rule> removed) {
    Change change = new Change();
    for (Rule rule : removed) {
      metered.remove(rule);
      remove(rule, change);
    }
    put.forEach(
        (rule, end) -> {
          if (rule.action().meter().isPresent()) {
            metered.put(rule, end);
          } else {
            write(rule, end, change);
          }
        });
    translator.begin(device);
    Set<String> failures = new LinkedHashSet<>();
    metered.forEach(
        (rule, end) -> {
          try {
            write(rule, end, change);
          } catch (UnsupportedOperationException e) {
            failures.add(e.getMessage());
            remove(rule, change);
          }
        });
    untranslatable = failures;
    return change;
  }

  private void write(Rule rule, Instant end, Change change) {
    FlowRule translated = translator.translate(device, rule, shape.gate());
    FlowRule young = end.equals(TimedDelta.NEVER) ? translated : new EndingRule(translated, end);
    WrittenRule before = written.get(rule);
    if (before == null || !RuleBody.of(before.flowRule()).equals(RuleBody.of(young))) {
      if (written.put(rule, WrittenRule.of(rule, young)) == null) {
        masks.add(maskOf(rule));
      }
      change.put.add(young);
    }
  }

  private void remove(Rule rule, Change change) {
    WrittenRule gone = written.remove(rule);
    if (gone != null) {
      masks.remove(maskOf(rule));
      change.removed.add(gone.flowRule());
    }
  }

  private static Map.Entry<Integer, Mask> maskOf(Rule rule) {
    return Map.entry(rule.table(), Mask.of(rule.match()));
  }

  private List<FlowRule> rules() {
    List<FlowRule> rules = new ArrayList<>(listed.size() + 1);
    listed.forEach(each -> rules.add(each.flowRule()));
    if (!shape.gate() && shape.gateDriver()) {
      rules.add(Gate.passage(device, appId));
    }
    return rules;
  }

  /** Rules that come, change or go. */
  private static final class Change {
    private final List<FlowRule> put = new ArrayList<>();
    private final List<FlowRule> removed = new ArrayList<>();

    boolean isEmpty() {
      return put.isEmpty() && removed.isEmpty();
    }
  }
}
