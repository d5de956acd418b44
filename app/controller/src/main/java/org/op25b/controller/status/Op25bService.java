package org.op25b.controller.status;

import com.google.common.collect.ImmutableList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowEntry;
import org.op25b.controller.enforcement.EnforcementService;
import org.op25b.controller.enforcement.ProofReport;
import org.op25b.policy.Policy;
import org.op25b.policy.TcpPacket;
import org.op25b.proof.SwitchRule;

/** The application as CLI, REST and web page see it. */
public interface Op25bService {
  /** Returns how the application stands as a whole and on every edge switch. */
  AppStatus status();

  /**
   * Returns the policy in force, with all exemptions that are; empty when there has never been a
   * good one.
   */
  Optional<Policy> policy();

  /** Returns the application's rules on a switch as last read back, with their counters. */
  Collection<FlowEntry> rules(DeviceId device);

  /** Returns the rules that decide about a packet, see {@link EnforcementService#rulesFor}. */
  ImmutableList<SwitchRule> rulesFor(DeviceId device, TcpPacket packet);

  /** Proves every edge switch, see {@link EnforcementService#verify}. */
  List<ProofReport> verify();

  /** Ends blocking on purpose, see {@link EnforcementService#uninstall}. */
  void uninstall();
}
