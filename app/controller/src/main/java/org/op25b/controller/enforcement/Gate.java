package org.op25b.controller.enforcement;

import org.onosproject.core.ApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.DefaultFlowRule;
import org.onosproject.net.flow.DefaultTrafficSelector;
import org.onosproject.net.flow.DefaultTrafficTreatment;
import org.onosproject.net.flow.FlowRule;
import org.op25b.controller.gate.GatePipeliner;

/** The rules between the guard tables and everybody's forwarding. */
final class Gate {
  /** The gate's own table, the last of ours. */
  static final int TABLE = 2;

  private static final int LOWEST_PRIORITY = 1;

  private Gate() {}

  /** The gate: packets that both guard tables have let through go on to forwarding. */
  static FlowRule rule(DeviceId device, ApplicationId app) {
    return toForwarding(device, app, TABLE);
  }

  /**
   * The passage: leads past the guard tables to where the driver puts everybody's forwarding. Below
   * every other rule, so that forwarding in the first table goes before it.
   */
  static FlowRule passage(DeviceId device, ApplicationId app) {
    return toForwarding(device, app, 0);
  }

  private static FlowRule toForwarding(DeviceId device, ApplicationId app, int table) {
    return DefaultFlowRule.builder()
        .forDevice(device)
        .forTable(table)
        .withPriority(LOWEST_PRIORITY)
        .withSelector(DefaultTrafficSelector.emptySelector())
        .withTreatment(
            DefaultTrafficTreatment.builder().transition(GatePipeliner.FORWARDING_TABLE).build())
        .fromApp(app)
        .makePermanent()
        .build();
  }
}
