package org.op25b.controller.counters;

import com.google.common.collect.EvictingQueue;
import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowId;
import org.op25b.controller.enforcement.CountedRule;
import org.op25b.controller.enforcement.CountedRule.Fate;
import org.op25b.controller.wouldblock.PoolPart;
import org.op25b.policy.Direction;

/**
 * Adds up what the switches' rules have counted since the application started, by switch, pool and
 * mail servers, and keeps an hour of rates. Memory is bounded by the rules in force and by the
 * names in the policies so far. Thread-safe.
 */
final class CounterBook {
  /** The distance of two points of the history, in seconds. */
  static final int STEP_SECONDS = 5;

  /** An hour. */
  static final int POINTS = 3600 / STEP_SECONDS;

  /** Names of pools and mail servers that are remembered at the most; later ones are not. */
  private static final int MOST_NAMES = 20_000;

  /**
   * For so long after a rule has begun to be about another part of a pool, it may tell what it
   * counted before: an accusation needs better evidence.
   */
  private static final long UNCERTAIN_NANOS = TimeUnit.SECONDS.toNanos(15);

  /** Takes in what would have been blocked. */
  interface WouldBlock {
    /** Takes in packets that were counted for a part of a pool. */
    void counted(PoolPart part, long packets, Instant at);
  }

  private final Instant since;
  private final WouldBlock wouldBlock;
  private final Map<DeviceId, Map<FlowId, Counted>> rules = new HashMap<>();
  private final Map<DeviceId, Long> dropped =
      new TreeMap<>(Comparator.comparing(DeviceId::toString));
  private final Map<DeviceId, TowardReport> toward = new LinkedHashMap<>();
  private final Map<String, long[]> pools = new TreeMap<>();
  private final Map<String, Long> mailServers = new TreeMap<>();
  private final EvictingQueue<CounterSnapshot.Point> history = EvictingQueue.create(POINTS);

  CounterBook(Instant since, WouldBlock wouldBlock) {
    this.since = since;
    this.wouldBlock = wouldBlock;
  }

  /** Makes sure that a pool is listed although nothing was counted for it yet. */
  synchronized void list(String pool) {
    sums(pool);
  }

  /**
   * Takes in what a switch has reported; rules that it no longer has are forgotten.
   *
   * @param known rules that are wanted there or that ONOS knows of there; any other one is gone,
   *     and begins at zero should it come again
   * @param at when ONOS had the report
   * @param nowNanos the time of {@link System#nanoTime}
   */
  synchronized void read(
      DeviceId device,
      Iterable<RuleReading> readings,
      Set<FlowId> known,
      Instant at,
      long nowNanos) {
    long more25 = 0;
    Map<FlowId, Counted> before = rules.getOrDefault(device, new HashMap<>());
    Map<FlowId, Counted> now = new HashMap<>();
    dropped.putIfAbsent(device, 0L);
    for (RuleReading reading : readings) {
      Counted counted = before.getOrDefault(reading.rule(), new Counted());
      counted.mean(reading.counts(), nowNanos);
      long more = counted.tally.read(reading.packets(), reading.lifeNanos(), nowNanos);
      now.put(reading.rule(), counted);
      add(device, reading.counts(), more);
      if (more > 0 && counted.isSure(nowNanos)) {
        tellWouldBlock(reading.counts(), more, at);
      }
      more25 += isTowardDrop(reading.counts()) ? more : 0;
    }
    // A rule that is away for a moment may come back with the counter that it had.
    before.forEach(
        (rule, counted) -> {
          if (!now.containsKey(rule) && known.contains(rule) && !counted.tally.isStale(nowNanos)) {
            now.put(rule, counted);
          }
        });
    rules.put(device, now);
    TowardReport last = toward.get(device);
    toward.put(
        device,
        last == null
            ? TowardReport.of(device, more25, at)
            : TowardReport.of(
                device, last.dropped() + more25, at.isAfter(last.at()) ? at : last.at()));
  }

  private static boolean isTowardDrop(CountedRule counts) {
    return counts.fate() == Fate.DROPPED && counts.direction() == Direction.TOWARD_25;
  }

  /** Returns what each switch has last reported to have dropped toward port 25. */
  synchronized ImmutableList<TowardReport> toward25() {
    return ImmutableList.copyOf(toward.values());
  }

  private void add(DeviceId device, CountedRule meaning, long more) {
    boolean drops = meaning.fate() == Fate.DROPPED;
    if (drops) {
      dropped.merge(device, more, Long::sum);
    }
    meaning.pool().ifPresent(pool -> sums(pool)[drops ? 0 : 1] += more);
    if (drops && meaning.mailServerGroup().isPresent() && mailServers.size() < MOST_NAMES) {
      mailServers.merge(meaning.mailServerGroup().get(), more, Long::sum);
    }
  }

  private void tellWouldBlock(CountedRule meaning, long more, Instant at) {
    if (meaning.fate() == Fate.WOULD_BLOCK && meaning.direction() == Direction.TOWARD_25) {
      meaning
          .pool()
          .ifPresent(pool -> wouldBlock.counted(PoolPart.of(pool, meaning.part()), more, at));
    }
  }

  /** Dropped, and would be blocked. */
  private long[] sums(String pool) {
    return pools.size() < MOST_NAMES
        ? pools.computeIfAbsent(pool, unused -> new long[2])
        : pools.getOrDefault(pool, new long[2]);
  }

  /** Adds a point to the history; to be called every {@link #STEP_SECONDS}. */
  synchronized void step(Instant at, long nowNanos) {
    double rate = 0;
    for (Map<FlowId, Counted> ofDevice : rules.values()) {
      rate += rate(ofDevice, nowNanos);
    }
    history.add(CounterSnapshot.Point.of(at, rate));
  }

  /** Returns everything as it stands. */
  synchronized CounterSnapshot snapshot(Instant at, long nowNanos) {
    Map<String, Double> poolRates = new HashMap<>();
    Map<String, Double> serverRates = new HashMap<>();
    ImmutableList.Builder<CounterSnapshot.Sum> devices = ImmutableList.builder();
    dropped.forEach(
        (device, packets) -> {
          Map<FlowId, Counted> ofDevice = rules.getOrDefault(device, Map.of());
          for (Counted counted : ofDevice.values()) {
            if (counted.meaning.fate() == Fate.DROPPED) {
              double rate = counted.tally.perSecond(nowNanos);
              counted.meaning.pool().ifPresent(pool -> poolRates.merge(pool, rate, Double::sum));
              counted
                  .meaning
                  .mailServerGroup()
                  .ifPresent(group -> serverRates.merge(group, rate, Double::sum));
            }
          }
          devices.add(CounterSnapshot.Sum.of(device.toString(), packets, rate(ofDevice, nowNanos)));
        });
    ImmutableList.Builder<CounterSnapshot.OfPool> ofPools = ImmutableList.builder();
    pools.forEach(
        (pool, sums) ->
            ofPools.add(
                CounterSnapshot.OfPool.of(
                    pool, sums[0], poolRates.getOrDefault(pool, 0.0), sums[1])));
    ImmutableList.Builder<CounterSnapshot.Sum> servers = ImmutableList.builder();
    mailServers.forEach(
        (group, packets) ->
            servers.add(
                CounterSnapshot.Sum.of(group, packets, serverRates.getOrDefault(group, 0.0))));
    return CounterSnapshot.of(
        since,
        at,
        devices.build(),
        ofPools.build(),
        servers.build(),
        STEP_SECONDS,
        ImmutableList.copyOf(history));
  }

  private static double rate(Map<FlowId, Counted> ofDevice, long nowNanos) {
    double rate = 0;
    for (Counted counted : ofDevice.values()) {
      if (counted.meaning.fate() == Fate.DROPPED) {
        rate += counted.tally.perSecond(nowNanos);
      }
    }
    return rate;
  }

  private static final class Counted {
    private final Tally tally = new Tally();
    private CountedRule meaning;
    private long uncertainUntilNanos;
    private boolean uncertain;

    void mean(CountedRule now, long nowNanos) {
      if (meaning != null && !meaning.equals(now)) {
        uncertain = true;
        uncertainUntilNanos = nowNanos + UNCERTAIN_NANOS;
      }
      meaning = now;
    }

    boolean isSure(long nowNanos) {
      uncertain &= nowNanos - uncertainUntilNanos < 0;
      return !uncertain;
    }
  }
}
