package org.op25b.controller.counters;

import com.google.common.collect.ImmutableList;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowEntry;
import org.onosproject.net.flow.FlowEntry.FlowEntryState;
import org.onosproject.net.flow.FlowId;
import org.onosproject.net.flow.FlowRule;
import org.op25b.controller.enforcement.CountedRule;
import org.op25b.controller.enforcement.DeviceState;
import org.op25b.controller.enforcement.DeviceStatus;
import org.op25b.controller.enforcement.EnforcementService;
import org.op25b.controller.inforce.PolicyInForce;
import org.op25b.controller.wouldblock.WouldBlockService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the rules' counters from ONOS, which polls the switches every five seconds, and adds them
 * up. Nothing is asked of a switch for it.
 */
@Component(immediate = true, service = CountersService.class)
public final class CountersManager implements CountersService {
  private static final Logger log = LoggerFactory.getLogger(CountersManager.class);

  /** With more rules than this, they are looked through only once in a step. */
  private static final int OFTEN = 20_000;

  @Reference EnforcementService enforcementService;
  @Reference PolicyInForce policyInForce;
  @Reference WouldBlockService wouldBlock;

  private final Clock clock = Clock.systemUTC();
  private CounterBook book;
  private ScheduledExecutorService executor;
  private long seconds;
  private int lastSize;

  @Activate
  void activate() {
    book = new CounterBook(clock.instant(), wouldBlock::counted);
    executor =
        Executors.newSingleThreadScheduledExecutor(
            new ThreadFactoryBuilder().setNameFormat("op25b-counters").build());
    ScheduledFuture<?> unused = executor.scheduleAtFixedRate(this::look, 1, 1, TimeUnit.SECONDS);
  }

  @Deactivate
  void deactivate() {
    executor.shutdownNow();
  }

  @Override
  public CounterSnapshot counters() {
    return book.snapshot(clock.instant(), System.nanoTime());
  }

  @Override
  public ImmutableList<TowardReport> toward25() {
    return book.toward25();
  }

  private void look() {
    try {
      boolean step = seconds++ % CounterBook.STEP_SECONDS == 0;
      if (step || lastSize <= OFTEN) {
        read();
      }
      if (step) {
        book.step(clock.instant(), System.nanoTime());
        divide();
      }
    } catch (RuntimeException e) {
      log.warn("Counters were not read this time: {}", e.toString());
    }
  }

  private void read() {
    lastSize = 0;
    policyInForce
        .policy()
        .ifPresent(policy -> policy.pools().forEach(pool -> book.list(pool.name())));
    for (DeviceStatus status : enforcementService.devices()) {
      read(status.device());
    }
  }

  /** New counters are for switches that have nothing else to do. */
  private void divide() {
    List<DeviceStatus> devices = enforcementService.devices();
    if (devices.stream().allMatch(CountersManager::isSettled)) {
      double free = devices.stream().mapToDouble(CountersManager::free).min().orElse(1);
      policyInForce.policy().ifPresent(policy -> wouldBlock.divide(policy, free, clock.instant()));
    }
  }

  private static boolean isSettled(DeviceStatus status) {
    return status.state() != DeviceState.PENDING && status.rulesToRemove() == 0;
  }

  private static double free(DeviceStatus status) {
    return status.capacity().isPresent()
        ? 1 - status.rulesWanted() / (double) status.capacity().getAsInt()
        : 1;
  }

  private void read(DeviceId device) {
    long seenMillis = 0;
    List<RuleReading> readings = new ArrayList<>();
    Map<FlowRule, CountedRule> counted = enforcementService.counted(device);
    Set<FlowId> known = new HashSet<>();
    counted.keySet().forEach(rule -> known.add(rule.id()));
    for (FlowEntry entry : enforcementService.rules(device)) {
      CountedRule meaning = counted.get(entry);
      lastSize++;
      known.add(entry.id());
      if (meaning != null && entry.state() == FlowEntryState.ADDED) {
        seenMillis = Math.max(seenMillis, entry.lastSeen());
        readings.add(
            RuleReading.of(entry.id(), meaning, entry.packets(), entry.life(TimeUnit.NANOSECONDS)));
      }
    }
    book.read(device, readings, known, Instant.ofEpochMilli(seenMillis), System.nanoTime());
  }
}
