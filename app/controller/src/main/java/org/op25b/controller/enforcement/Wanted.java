package org.op25b.controller.enforcement;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.onosproject.net.flow.FlowRule;

/** What one switch should hold of this application. */
@AutoValue
abstract class Wanted {
  static final Wanted NOTHING = of(ImmutableList.of());

  /** The rules, without the gate. */
  abstract ImmutableList<FlowRule> rules();

  /** The rule that lets packets through to the forwarding table, in strategy gate. */
  abstract Optional<FlowRule> gate();

  /** Rules that share their table with everybody's forwarding. */
  static Wanted of(Iterable<FlowRule> rules) {
    return new AutoValue_Wanted(ImmutableList.copyOf(rules), Optional.empty());
  }

  /** Rules before a gate. */
  static Wanted behindGate(Iterable<FlowRule> rules, FlowRule gate) {
    return new AutoValue_Wanted(ImmutableList.copyOf(rules), Optional.of(gate));
  }
}
