package org.op25b.controller.enforcement;

import java.util.Collection;
import java.util.List;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowEntry;

/** What is enforced where. */
public interface EnforcementService {
  /**
   * Whether {@link #devices} speaks of the policy in force: for a moment after a new policy it
   * still speaks of the one before.
   */
  boolean upToDate();

  /** Returns how every edge switch stands, in the order of the policy. */
  List<DeviceStatus> devices();

  /** Returns this application's rules on a switch as ONOS last read them back, with counters. */
  Collection<FlowEntry> rules(DeviceId device);

  /**
   * Compares every edge switch that this node drives, as ONOS last read it back, with the policy.
   * May take seconds.
   */
  List<ProofReport> verify();

  /**
   * Ends blocking on purpose: forgets the policy, takes the gate's driver out of network
   * configuration, gives forwarding back and removes every rule. Returns at once; nothing is
   * enforced again before a new policy comes.
   */
  void uninstall();
}
