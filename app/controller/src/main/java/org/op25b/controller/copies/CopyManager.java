package org.op25b.controller.copies;

import static org.op25b.controller.copies.OsgiPropertyConstants.REJECTS_PER_SECOND;
import static org.op25b.controller.copies.OsgiPropertyConstants.REJECTS_PER_SECOND_DEFAULT;
import static org.op25b.controller.copies.OsgiPropertyConstants.SAMPLES_PER_SECOND;
import static org.op25b.controller.copies.OsgiPropertyConstants.SAMPLES_PER_SECOND_DEFAULT;

import com.google.common.collect.ImmutableList;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.onosproject.cfg.ComponentConfigService;
import org.onosproject.core.ApplicationId;
import org.onosproject.core.CoreService;
import org.onosproject.mastership.MastershipService;
import org.onosproject.net.DeviceId;
import org.onosproject.net.device.DeviceService;
import org.onosproject.net.flow.FlowEntry;
import org.onosproject.net.flow.FlowRule;
import org.onosproject.net.flow.FlowRuleOperations;
import org.onosproject.net.flow.FlowRuleOperationsContext;
import org.onosproject.net.flow.FlowRuleService;
import org.onosproject.net.meter.MeterId;
import org.onosproject.net.meter.MeterService;
import org.onosproject.net.packet.PacketProcessor;
import org.onosproject.net.packet.PacketService;
import org.op25b.controller.Op25b;
import org.op25b.controller.enforcement.CopyTable;
import org.op25b.controller.enforcement.DeviceStatus;
import org.op25b.controller.enforcement.EnforcementService;
import org.op25b.controller.meters.MeterRate;
import org.op25b.controller.meters.SwitchMeters;
import org.op25b.policy.Strategy;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the rules and meters that copy on the switches that this node drives, and the fence that
 * takes the copies in. The fence stands before the first rule is written and until the last one is
 * gone.
 */
@Component(
    immediate = true,
    service = CopyService.class,
    property = {
      SAMPLES_PER_SECOND + ":Integer=" + SAMPLES_PER_SECOND_DEFAULT,
      REJECTS_PER_SECOND + ":Integer=" + REJECTS_PER_SECOND_DEFAULT
    })
@SuppressWarnings("UnusedVariable") // The properties' fields are read by ONOS's build.
public final class CopyManager implements CopyService {
  private static final Logger log = LoggerFactory.getLogger(CopyManager.class);
  private static final int MOST_PER_SECOND = 10_000;
  private static final long PERIOD_MILLIS = 500;
  private static final long LONGEST_REMOVAL_MILLIS = 2000;

  /** What was under way to the controller when the rules went. */
  private static final long LAST_COPIES_MILLIS = 300;

  @Reference CoreService coreService;
  @Reference ComponentConfigService componentConfig;
  @Reference DeviceService deviceService;
  @Reference MastershipService mastershipService;
  @Reference FlowRuleService flowRuleService;
  @Reference MeterService meterService;
  @Reference PacketService packetService;
  @Reference EnforcementService enforcementService;

  /** Blocked packets in a second that a switch may copy to the controller; 0 for none. */
  private int samplesPerSecond = SAMPLES_PER_SECOND_DEFAULT;

  /** Blocked packets in a second that a switch may have answered with a reset; 0 for none. */
  private int rejectsPerSecond = REJECTS_PER_SECOND_DEFAULT;

  private final Map<DeviceId, Map<CopyTable, Lease>> leases = new ConcurrentHashMap<>();
  private volatile Map<CopyTable, Integer> rates = Map.of();
  private volatile List<CopyStatus> statuses = ImmutableList.of();
  private ApplicationId appId;
  private SwitchMeters meters;
  private CopyFence fence;
  private ScheduledExecutorService executor;

  @Activate
  void activate(Map<String, ?> properties) {
    appId = coreService.registerApplication(Op25b.APP_NAME + ".copies");
    componentConfig.registerProperties(getClass());
    meters = new SwitchMeters(meterService, appId, System::nanoTime);
    fence = new CopyFence(appId);
    packetService.addProcessor(fence, PacketProcessor.advisor(0));
    modified(properties);
    executor =
        Executors.newSingleThreadScheduledExecutor(
            new ThreadFactoryBuilder().setNameFormat("op25b-copies").build());
    ScheduledFuture<?> unused =
        executor.scheduleWithFixedDelay(
            this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    log.info("Started");
  }

  @Modified
  void modified(Map<String, ?> properties) {
    Map<CopyTable, Integer> read = new EnumMap<>(CopyTable.class);
    read.put(CopyTable.SAMPLE, rate(properties, SAMPLES_PER_SECOND, SAMPLES_PER_SECOND_DEFAULT));
    read.put(CopyTable.REJECT, rate(properties, REJECTS_PER_SECOND, REJECTS_PER_SECOND_DEFAULT));
    rates = read;
  }

  @Deactivate
  void deactivate() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(LONGEST_REMOVAL_MILLIS, TimeUnit.MILLISECONDS)) {
        log.warn("Still at work");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    removeEverything();
    packetService.removeProcessor(fence);
    componentConfig.unregisterProperties(getClass(), false);
    log.info("Stopped");
  }

  @Override
  public void addListener(Listener listener) {
    fence.add(listener);
  }

  @Override
  public void removeListener(Listener listener) {
    fence.remove(listener);
  }

  @Override
  public List<CopyStatus> statuses() {
    return statuses;
  }

  @Override
  public long received() {
    return fence.received();
  }

  private void look() {
    try {
      Set<DeviceId> sampled = new HashSet<>();
      ImmutableList.Builder<CopyStatus> found = ImmutableList.builder();
      for (DeviceStatus status : enforcementService.devices()) {
        DeviceId device = status.device();
        if (!deviceService.isAvailable(device) || !mastershipService.isLocalMaster(device)) {
          continue;
        }
        if (status.strategy() != Strategy.GATE) {
          found.add(CopyStatus.of(device, false, "only strategy gate has tables for copies"));
          continue;
        }
        sampled.add(device);
        found.add(copy(device));
      }
      statuses = found.build();
      for (DeviceId device : List.copyOf(leases.keySet())) {
        if (!sampled.contains(device)) {
          release(device);
        }
      }
    } catch (RuntimeException e) {
      log.warn("Copies are not looked after this time: {}", e.toString());
    }
  }

  private CopyStatus copy(DeviceId device) {
    Map<CopyTable, Lease> ofDevice =
        leases.computeIfAbsent(device, unused -> new ConcurrentHashMap<>());
    for (CopyTable table : CopyTable.values()) {
      int rate = rates.get(table);
      if (rate == 0) {
        if (ofDevice.remove(table) != null) {
          meters.release(device, table.name());
        }
        continue;
      }
      Lease lease = ofDevice.computeIfAbsent(table, unused -> new Lease());
      if (lease.isDue(System.nanoTime())) {
        meters
            .ensure(device, table.name(), MeterRate.packetsPerSecond(rate))
            .ifPresent(meter -> renew(device, table, lease, meter));
      }
    }
    if (rates.get(CopyTable.SAMPLE) == 0) {
      return CopyStatus.of(device, false, SAMPLES_PER_SECOND + " is 0");
    }
    Lease lease = ofDevice.get(CopyTable.SAMPLE);
    Optional<String> problem = meters.problem(device, CopyTable.SAMPLE.name());
    return lease.isHeld()
        ? CopyStatus.of(device, true, "")
        : CopyStatus.of(device, false, problem.orElse("the switch has not taken the rule yet"));
  }

  private void renew(DeviceId device, CopyTable table, Lease lease, MeterId meter) {
    lease.take(System.nanoTime());
    FlowRule rule = CopyRules.rule(device, appId, table, meter);
    flowRuleService.apply(
        FlowRuleOperations.builder()
            .add(rule)
            .build(
                new FlowRuleOperationsContext() {
                  @Override
                  public void onSuccess(FlowRuleOperations operations) {
                    lease.answered(true, System.nanoTime());
                  }

                  @Override
                  public void onError(FlowRuleOperations operations) {
                    lease.answered(false, System.nanoTime());
                  }
                }));
  }

  /** The rules end by themselves; a meter takes with it those that name it. */
  private void release(DeviceId device) {
    leases.remove(device);
    for (CopyTable table : CopyTable.values()) {
      meters.release(device, table.name());
    }
  }

  private void removeEverything() {
    List<FlowRule> rules = new ArrayList<>();
    for (FlowEntry entry : flowRuleService.getFlowEntriesById(appId)) {
      rules.add(entry);
    }
    if (rules.isEmpty()) {
      return;
    }
    CountDownLatch done = new CountDownLatch(1);
    FlowRuleOperations.Builder removal = FlowRuleOperations.builder();
    rules.forEach(removal::remove);
    flowRuleService.apply(
        removal.build(
            new FlowRuleOperationsContext() {
              @Override
              public void onSuccess(FlowRuleOperations operations) {
                done.countDown();
              }

              @Override
              public void onError(FlowRuleOperations operations) {
                done.countDown();
              }
            }));
    if (!Uninterruptibles.awaitUninterruptibly(
        done, LONGEST_REMOVAL_MILLIS, TimeUnit.MILLISECONDS)) {
      log.warn("Some switch has not confirmed that it copies no more");
    }
    Uninterruptibles.sleepUninterruptibly(LAST_COPIES_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static int rate(Map<String, ?> properties, String name, int otherwise) {
    Object value = properties.get(name);
    try {
      int rate = value == null ? otherwise : Integer.parseInt(value.toString().trim());
      if (rate >= 0 && rate <= MOST_PER_SECOND) {
        return rate;
      }
    } catch (NumberFormatException e) {
      log.debug("Not a number: {}", value, e);
    }
    log.warn("{} must be 0 to {}, not {}; {} is used", name, MOST_PER_SECOND, value, otherwise);
    return otherwise;
  }
}
