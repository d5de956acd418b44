package org.op25b.controller.counters;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.time.Instant;

/** What was dropped, and what phase {@code block} would have dropped, at one moment. */
@AutoValue
public abstract class CounterSnapshot {
  /** When counting began: the start of the application. */
  public abstract Instant since();

  /** The moment. */
  public abstract Instant at();

  /** By edge switch. */
  public abstract ImmutableList<Sum> devices();

  /** By pool. */
  public abstract ImmutableList<OfPool> pools();

  /** By group of own mail servers: what their inbound policies dropped. */
  public abstract ImmutableList<Sum> mailServers();

  /** The distance of two points of the history, in seconds. */
  public abstract int stepSeconds();

  /** All switches' rate over time, oldest first, at most an hour of it. */
  public abstract ImmutableList<Point> history();

  static CounterSnapshot of(
      Instant since,
      Instant at,
      ImmutableList<Sum> devices,
      ImmutableList<OfPool> pools,
      ImmutableList<Sum> mailServers,
      int stepSeconds,
      ImmutableList<Point> history) {
    return new AutoValue_CounterSnapshot(
        since, at, devices, pools, mailServers, stepSeconds, history);
  }

  /** What was dropped on one switch, or for one group of mail servers. */
  @AutoValue
  public abstract static class Sum {
    /** The device id, or the group's name. */
    public abstract String name();

    /** Packets since {@link CounterSnapshot#since}. */
    public abstract long droppedPackets();

    /** Packets per second between the last two reports of the switch. */
    public abstract double droppedPerSecond();

    static Sum of(String name, long droppedPackets, double droppedPerSecond) {
      return new AutoValue_CounterSnapshot_Sum(name, droppedPackets, droppedPerSecond);
    }
  }

  /** What concerns the customers of one pool, on all switches. */
  @AutoValue
  public abstract static class OfPool {
    /** The pool's name. */
    public abstract String pool();

    /** Packets dropped, toward port 25 and from port 25. */
    public abstract long droppedPackets();

    /** Packets per second between the last two reports of the switches. */
    public abstract double droppedPerSecond();

    /** Packets that phase {@code monitor} let pass and phase {@code block} would have dropped. */
    public abstract long wouldBlockPackets();

    static OfPool of(
        String pool, long droppedPackets, double droppedPerSecond, long wouldBlockPackets) {
      return new AutoValue_CounterSnapshot_OfPool(
          pool, droppedPackets, droppedPerSecond, wouldBlockPackets);
    }
  }

  /** The rate at one moment. */
  @AutoValue
  public abstract static class Point {
    /** The moment. */
    public abstract Instant at();

    /** Packets per second that all switches dropped. */
    public abstract double droppedPerSecond();

    static Point of(Instant at, double droppedPerSecond) {
      return new AutoValue_CounterSnapshot_Point(at, droppedPerSecond);
    }
  }
}
