package org.op25b.controller.enforcement;

import com.google.auto.value.AutoValue;
import java.time.Instant;
import java.util.Optional;
import org.onosproject.net.flow.DefaultTrafficTreatment;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.TrafficTreatment;

/** What a rule does and until when: all of it that is not in its identity. */
@AutoValue
abstract class RuleBody {
  /**
   * Stands for whatever a rule does that the switch has not confirmed to this node. No policy wants
   * it, so a rule that was to be removed and is wanted again is asserted anew.
   */
  static final RuleBody UNCONFIRMED =
      new AutoValue_RuleBody(DefaultTrafficTreatment.builder().punt().build(), Optional.empty());

  abstract TrafficTreatment treatment();

  abstract Optional<Instant> end();

  static RuleBody of(FlowRule rule) {
    return new AutoValue_RuleBody(rule.treatment(), EndingRule.endOf(rule));
  }

  /** Returns what a rule in ONOS's store does; when it ends on the switch is not known there. */
  static RuleBody ofStored(FlowRule rule) {
    return rule.hardTimeout() > 0 ? UNCONFIRMED : of(rule);
  }
}
