package org.op25b.controller.enforcement;

import com.google.common.collect.ImmutableList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowEntry;
import org.onosproject.net.flow.FlowRule;
import org.op25b.policy.Policy;
import org.op25b.policy.TcpPacket;
import org.op25b.proof.SwitchRule;

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
   * Returns what the counters of a switch's planned rules count; rules that only pass are not in
   * it.
   */
  Map<FlowRule, CountedRule> counted(DeviceId device);

  /**
   * Returns the rules that a switch, as ONOS last read it back, applies to {@code packet}, one for
   * each table that the packet comes through; other applications' rules beyond the guard are not
   * followed. Empty when no rule matches, or when this node does not drive the switch.
   */
  ImmutableList<SwitchRule> rulesFor(DeviceId device, TcpPacket packet);

  /**
   * Compares every edge switch that this node drives, as ONOS last read it back, with the policy.
   * May take seconds.
   */
  List<ProofReport> verify();

  /**
   * Says what another policy would change on every edge switch, of it or of the policy in force.
   * Changes nothing; may take seconds.
   */
  List<EdgeForecast> forecast(Policy policy);

  /**
   * Ends blocking on purpose: forgets the policy, takes the gate's driver out of network
   * configuration, gives forwarding back and removes every rule. Returns at once; nothing is
   * enforced again before a new policy comes.
   */
  void uninstall();
}
