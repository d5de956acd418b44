package org.op25b.controller.enforcement;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.Set;
import org.onosproject.core.ApplicationId;
import org.onosproject.mastership.MastershipService;
import org.onosproject.net.DeviceId;
import org.onosproject.net.device.DeviceService;
import org.onosproject.net.flow.FlowEntry;
import org.onosproject.net.flow.FlowEntry.FlowEntryState;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.FlowRuleService;

/** The network as ONOS's services show it to this node. */
final class OnosNetwork implements EdgeFleet.Network {
  private final DeviceService devices;
  private final MastershipService mastership;
  private final FlowRuleService flowRules;
  private final ApplicationId appId;

  OnosNetwork(
      DeviceService devices,
      MastershipService mastership,
      FlowRuleService flowRules,
      ApplicationId appId) {
    this.devices = devices;
    this.mastership = mastership;
    this.flowRules = flowRules;
    this.appId = appId;
  }

  @Override
  public Optional<String> absence(DeviceId device) {
    if (!devices.isAvailable(device)) {
      return Optional.of("not connected");
    }
    if (!mastership.isLocalMaster(device)) {
      return Optional.of("driven by controller node " + mastership.getMasterFor(device));
    }
    return Optional.empty();
  }

  @Override
  public Set<FlowRule> stored(DeviceId device) {
    ImmutableSet.Builder<FlowRule> rules = ImmutableSet.builder();
    for (FlowEntry entry : flowRules.getFlowEntries(device)) {
      if (entry.appId() == appId.id()
          && entry.state() != FlowEntryState.PENDING_REMOVE
          && entry.state() != FlowEntryState.REMOVED) {
        rules.add(entry);
      }
    }
    return rules.build();
  }

  @Override
  public Set<DeviceId> devicesWithRules() {
    ImmutableSet.Builder<DeviceId> with = ImmutableSet.builder();
    flowRules.getFlowEntriesById(appId).forEach(entry -> with.add(entry.deviceId()));
    return with.build();
  }
}
