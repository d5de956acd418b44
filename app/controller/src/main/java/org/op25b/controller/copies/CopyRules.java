package org.op25b.controller.copies;

import org.onosproject.core.ApplicationId;
import org.onosproject.net.DeviceId;
import org.onosproject.net.PortNumber;
import org.onosproject.net.flow.DefaultFlowRule;
import org.onosproject.net.flow.DefaultTrafficSelector;
import org.onosproject.net.flow.DefaultTrafficTreatment;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.meter.MeterId;
import org.op25b.controller.enforcement.CopyTable;

/** Writes the rules that copy: everything in the table, through a meter, to the controller. */
final class CopyRules {
  private CopyRules() {}

  static FlowRule rule(DeviceId device, ApplicationId app, CopyTable table, MeterId meter) {
    return DefaultFlowRule.builder()
        .forDevice(device)
        .forTable(table.number())
        .withPriority(1)
        .withSelector(DefaultTrafficSelector.emptySelector())
        .withTreatment(
            DefaultTrafficTreatment.builder().meter(meter).setOutput(PortNumber.CONTROLLER).build())
        .fromApp(app)
        // Permanent to ONOS, which does not see a renewal and would end the rule too early.
        .withHardTimeout(Lease.SECONDS)
        .makePermanent()
        .build();
  }
}
