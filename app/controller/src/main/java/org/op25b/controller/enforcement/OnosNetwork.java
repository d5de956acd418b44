package org.op25b.controller.enforcement;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Streams;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onlab.util.ItemNotFoundException;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.CoreService;
import org.onosproject.mastership.MastershipService;
import org.onosproject.net.DeviceId;
import org.onosproject.net.device.DeviceService;
import org.onosproject.net.driver.DriverService;
import org.onosproject.net.flow.FlowEntry;
import org.onosproject.net.flow.FlowEntry.FlowEntryState;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.FlowRuleService;
import org.onosproject.net.flow.FlowRuleStoreException;
import org.onosproject.net.flow.TableId;
import org.onosproject.net.flow.TableStatisticsEntry;
import org.op25b.controller.gate.GatePipeliner;
import org.op25b.controller.gate.MisplacedForwarding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The network as ONOS's services show it to this node. */
final class OnosNetwork implements EdgeFleet.Network {
  /** ONOS reads a switch within this time after it has connected, and every 5 s from then on. */
  private static final Duration READ_WITHIN = Duration.ofSeconds(15);

  private static final Logger log = LoggerFactory.getLogger(OnosNetwork.class);

  private final DeviceService devices;
  private final MastershipService mastership;
  private final FlowRuleService flowRules;
  private final DriverService drivers;
  private final CoreService core;
  private final ApplicationId appId;

  OnosNetwork(
      DeviceService devices,
      MastershipService mastership,
      FlowRuleService flowRules,
      DriverService drivers,
      CoreService core,
      ApplicationId appId) {
    this.devices = devices;
    this.mastership = mastership;
    this.flowRules = flowRules;
    this.drivers = drivers;
    this.core = core;
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
  public Optional<Set<FlowRule>> stored(DeviceId device) {
    ImmutableSet.Builder<FlowRule> rules = ImmutableSet.builder();
    try {
      for (FlowEntry entry : flowRules.getFlowEntries(device)) {
        if (entry.appId() == appId.id()
            && entry.state() != FlowEntryState.PENDING_REMOVE
            && entry.state() != FlowEntryState.REMOVED) {
          rules.add(entry);
        }
      }
    } catch (FlowRuleStoreException e) {
      log.debug("Nothing is known of the rules of {} yet", device, e);
      return Optional.empty();
    }
    return Optional.of(rules.build());
  }

  @Override
  public Set<DeviceId> devicesWithRules() {
    ImmutableSet.Builder<DeviceId> with = ImmutableSet.builder();
    flowRules.getFlowEntriesById(appId).forEach(entry -> with.add(entry.deviceId()));
    return with.build();
  }

  @Override
  public boolean holdsWhatIsStored(DeviceId device) {
    Instant connected = Instant.ofEpochMilli(devices.getLastUpdatedInstant(device));
    if (connected.plus(READ_WITHIN).isAfter(Instant.now())) {
      return false;
    }
    boolean some = false;
    for (FlowEntry entry : flowRules.getFlowEntries(device)) {
      if (entry.appId() == appId.id()) {
        some = true;
        if (entry.state() != FlowEntryState.ADDED) {
          return false;
        }
      }
    }
    return some;
  }

  @Override
  public Set<DeviceId> devicesWithGateDriver(Set<DeviceId> expected) {
    Set<DeviceId> candidates = new HashSet<>(expected);
    devices.getDevices().forEach(device -> candidates.add(device.id()));
    candidates.removeIf(device -> !hasGateDriver(device));
    return candidates;
  }

  private boolean hasGateDriver(DeviceId device) {
    try {
      return drivers.getDriver(device).name().equals(GatePipeliner.DRIVER);
    } catch (ItemNotFoundException e) {
      return false;
    }
  }

  @Override
  public Map<FlowRule, FlowRule> misplaced(DeviceId device, boolean behindGate) {
    Iterable<FlowEntry> entries;
    try {
      entries = flowRules.getFlowEntries(device);
    } catch (FlowRuleStoreException e) {
      log.debug("Nothing is known of the rules of {} yet", device, e);
      return Map.of();
    }
    if (!behindGate && Streams.stream(entries).noneMatch(this::leadsToForwarding)) {
      // What other tables are for on this switch is none of our business.
      return Map.of();
    }
    return MisplacedForwarding.among(entries, appId, core, behindGate);
  }

  private boolean leadsToForwarding(FlowEntry entry) {
    return entry.appId() == appId.id()
        && entry.treatment().tableTransition() != null
        && entry.treatment().tableTransition().tableId() == GatePipeliner.FORWARDING_TABLE;
  }

  @Override
  public String ownerOf(FlowRule rule) {
    ApplicationId owner = core.getAppId(rule.appId());
    return owner == null ? "application " + rule.appId() : owner.name();
  }

  /**
   * Returns a switch whose guard tables hold more entries than ONOS knows of, for people; rules
   * that are on their way are not counted, so that this is never a matter of timing.
   */
  Optional<String> stranger(Set<DeviceId> among) {
    for (DeviceId device : among) {
      Map<Integer, Integer> known = new HashMap<>();
      try {
        for (FlowEntry entry : flowRules.getFlowEntries(device)) {
          known.merge(Effect.table(entry), 1, Integer::sum);
        }
      } catch (FlowRuleStoreException e) {
        log.debug("Nothing is known of the rules of {} yet", device, e);
        continue;
      }
      for (TableStatisticsEntry table : flowRules.getFlowTableStatistics(device)) {
        int number = table.table().type() == TableId.Type.INDEX ? table.tableId() : -1;
        if (number >= 0
            && number <= Gate.TABLE
            && table.activeFlowEntries() > known.getOrDefault(number, 0)) {
          return Optional.of(
              String.format(
                  "table %d of %s has %d entries, ONOS knows %d",
                  number, device, table.activeFlowEntries(), known.getOrDefault(number, 0)));
        }
      }
    }
    return Optional.empty();
  }
}
