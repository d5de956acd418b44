package org.op25b.controller.enforcement;

import com.google.auto.value.AutoValue;
import org.onosproject.net.flow.FlowRule;
import org.op25b.compile.Rule;

/** A compiled rule and what ONOS is given for it. */
@AutoValue
abstract class WrittenRule {
  abstract Rule rule();

  abstract FlowRule flowRule();

  static WrittenRule of(Rule rule, FlowRule flowRule) {
    return new AutoValue_WrittenRule(rule, flowRule);
  }
}
