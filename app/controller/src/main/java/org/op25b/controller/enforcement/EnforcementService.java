package org.op25b.controller.enforcement;

import java.util.Collection;
import java.util.List;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowEntry;

/** What is enforced where. */
public interface EnforcementService {
  /** Returns how every edge switch stands, in the order of the policy. */
  List<DeviceStatus> devices();

  /** Returns this application's rules on a switch as ONOS last read them back, with counters. */
  Collection<FlowEntry> rules(DeviceId device);
}
