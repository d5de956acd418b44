package org.op25b.controller.sight;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.onosproject.net.DeviceId;

/**
 * The sources of which most copies come, in bounded memory: Space-Saving (Metwally, Agrawal, El
 * Abbadi, <i>Efficient Computation of Frequent and Top-k Elements in Data Streams</i>, ICDT 2005).
 * A source that is not listed when the list is full takes the place of the one with the fewest
 * copies, and its count. Whoever has more than a {@code capacity}-th of all copies is listed.
 *
 * <p>Copies are a sample: of what a switch has blocked between two of its reports, a source has the
 * share that it has of the copies in that time. Thread-safe.
 */
final class SuspectBook {
  /** A time too short to make a rate of; ONOS takes a report in bit by bit. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final int capacity;
  private final Map<Key, Entry> entries = new HashMap<>();
  private final Map<DeviceId, Report> reports = new HashMap<>();

  /** Makes an empty book for {@code capacity} sources, at least 1. */
  SuspectBook(int capacity) {
    this.capacity = capacity;
  }

  /** Takes in one copy. */
  synchronized void copied(
      DeviceId device, IpPrefix source, String pool, IpAddress destination, Instant at) {
    Key key = Key.of(device, source);
    Entry entry = entries.get(key);
    if (entry == null) {
      entry = new Entry(at);
      if (entries.size() >= capacity) {
        Key fewest =
            entries.entrySet().stream()
                .min(Comparator.comparingLong(each -> each.getValue().copies))
                .get()
                .getKey();
        entry.copies = entries.remove(fewest).copies;
      }
      entries.put(key, entry);
    }
    entry.pool = pool;
    entry.copies++;
    entry.lastSeen = at;
    entry.destinations.add(destination);
    if (entry.copiesSinceReport++ == 0 && !entry.active) {
      entry.activeFrom = at;
    }
  }

  /**
   * Takes in how many packets a switch has blocked in all.
   *
   * @param blocked packets toward port 25, ever
   * @param at when the switch reported so; a report that was taken in already changes nothing
   */
  synchronized void reported(DeviceId device, long blocked, Instant at) {
    Report before = reports.get(device);
    if (before != null && Duration.between(before.at(), at).compareTo(SHORTEST) < 0) {
      return;
    }
    reports.put(device, Report.of(blocked, at));
    if (before != null) {
      share(device, before, blocked, at);
    }
  }

  private void share(DeviceId device, Report before, long blocked, Instant at) {
    List<Entry> counted = new ArrayList<>();
    long copies = 0;
    for (Map.Entry<Key, Entry> each : entries.entrySet()) {
      Entry entry = each.getValue();
      if (!each.getKey().device().equals(device)) {
        continue;
      }
      if (entry.copiesSinceReport == 0) {
        entry.perSecond = 0;
        entry.active = false;
      } else if (!Duration.between(entry.activeFrom, at).minus(SHORTEST).isNegative()) {
        counted.add(entry);
        copies += entry.copiesSinceReport;
      }
    }
    for (Entry entry : counted) {
      Instant from = before.at().isAfter(entry.activeFrom) ? before.at() : entry.activeFrom;
      double packets = entry.copiesSinceReport / (double) copies * (blocked - before.blocked());
      double seconds = Duration.between(from, at).toMillis() / 1000.0;
      entry.perSecond = packets / seconds;
      entry.copiesSinceReport = 0;
      entry.active = true;
    }
  }

  /** Forgets who was last seen before {@code instant}. */
  synchronized void forgetBefore(Instant instant) {
    entries.values().removeIf(entry -> entry.lastSeen.isBefore(instant));
  }

  /** Returns everybody listed, the highest rate first. */
  synchronized ImmutableList<Suspect> suspects(Function<IpPrefix, Optional<String>> customerOf) {
    List<Map.Entry<Key, Entry>> sorted = new ArrayList<>(entries.entrySet());
    sorted.sort(
        Comparator.<Map.Entry<Key, Entry>>comparingDouble(each -> -each.getValue().perSecond)
            .thenComparing(each -> -each.getValue().copies)
            .thenComparing(each -> each.getKey().source().toString()));
    ImmutableList.Builder<Suspect> suspects = ImmutableList.builder();
    for (Map.Entry<Key, Entry> each : sorted) {
      Entry entry = each.getValue();
      IpPrefix source = each.getKey().source();
      suspects.add(
          Suspect.of(
              source,
              customerOf.apply(source),
              entry.pool,
              each.getKey().device(),
              entry.firstSeen,
              entry.lastSeen,
              entry.perSecond,
              entry.destinations.estimate()));
    }
    return suspects.build();
  }

  @AutoValue
  abstract static class Key {
    abstract DeviceId device();

    abstract IpPrefix source();

    static Key of(DeviceId device, IpPrefix source) {
      return new AutoValue_SuspectBook_Key(device, source);
    }
  }

  /** What a switch has last reported. */
  @AutoValue
  abstract static class Report {
    abstract long blocked();

    abstract Instant at();

    static Report of(long blocked, Instant at) {
      return new AutoValue_SuspectBook_Report(blocked, at);
    }
  }

  private static final class Entry {
    private final Instant firstSeen;
    private final DistinctCounter destinations = new DistinctCounter();
    private Instant lastSeen;
    private String pool = "";
    private long copies;
    private long copiesSinceReport;
    private double perSecond;

    /** Whether it sent before the last report, so that the time since then is all its own. */
    private boolean active;

    private Instant activeFrom;

    Entry(Instant at) {
      firstSeen = at;
      lastSeen = at;
      activeFrom = at;
    }
  }
}
