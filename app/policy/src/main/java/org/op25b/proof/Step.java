package org.op25b.proof;

import com.google.auto.value.AutoValue;
import java.util.Optional;

/** What one table does with a packet, as far as it matters to the proof. */
@AutoValue
abstract class Step {
  /** What the winning entry does; absent for a table miss. */
  abstract Optional<RuleAction> action();

  /** Whether the winning entry is ours. */
  abstract boolean ours();

  static Step of(SwitchRule rule) {
    return new AutoValue_Step(Optional.of(rule.action()), rule.ours());
  }

  static Step miss() {
    return new AutoValue_Step(Optional.empty(), false);
  }
}
