package org.op25b.controller.counters;

import java.util.Locale;
import java.util.function.Function;

/**
 * Counters in Prometheus' text-based exposition format, version 0.0.4. Rates are left to whoever
 * collects the counters.
 */
public final class PrometheusText {
  /** The media type of the format. */
  public static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder();

  private PrometheusText() {}

  /** Returns the counters as text. */
  public static String of(CounterSnapshot snapshot) {
    PrometheusText metrics = new PrometheusText();
    metrics.family(
        "op25b_device_dropped_packets_total",
        "Packets that the switch has dropped.",
        "device",
        snapshot.devices(),
        CounterSnapshot.Sum::name,
        CounterSnapshot.Sum::droppedPackets);
    metrics.family(
        "op25b_pool_dropped_packets_total",
        "Packets of the pool that were dropped.",
        "pool",
        snapshot.pools(),
        CounterSnapshot.OfPool::pool,
        CounterSnapshot.OfPool::droppedPackets);
    metrics.family(
        "op25b_pool_would_block_packets_total",
        "Packets that phase monitor let pass and phase block would have dropped.",
        "pool",
        snapshot.pools(),
        CounterSnapshot.OfPool::pool,
        CounterSnapshot.OfPool::wouldBlockPackets);
    metrics.family(
        "op25b_mail_servers_dropped_packets_total",
        "Packets that the inbound policy of the mail servers has dropped.",
        "mail_servers",
        snapshot.mailServers(),
        CounterSnapshot.Sum::name,
        CounterSnapshot.Sum::droppedPackets);
    return metrics.text.toString();
  }

  /** Returns one counter without labels. */
  public static String counter(String name, String help, long value) {
    return String.format(
        Locale.ROOT, "# HELP %s %s\n# TYPE %s counter\n%s %d\n", name, help, name, name, value);
  }

  private <T> void family(
      String name,
      String help,
      String label,
      Iterable<T> values,
      Function<T, String> labelOf,
      Function<T, Long> valueOf) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(" counter\n");
    for (T value : values) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s{%s=\"%s\"} %d\n",
              name,
              label,
              escape(labelOf.apply(value)),
              valueOf.apply(value)));
    }
  }

  private static String escape(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
