package org.op25b.web.overlay;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableMap;
import java.util.Locale;
import java.util.OptionalLong;
import org.onosproject.net.DeviceId;
import org.onosproject.ui.topo.NodeBadge;
import org.op25b.controller.Words;
import org.op25b.controller.enforcement.DeviceState;
import org.op25b.controller.enforcement.DeviceStatus;

/** What the topology view shows of one edge switch. */
@AutoValue
abstract class EdgeBadge {
  private static final String[] UNITS = {"", "k", "M", "G", "T", "P", "E"};

  abstract DeviceId device();

  abstract DeviceState state();

  abstract String reason();

  abstract int rulesConfirmed();

  abstract int rulesWanted();

  /** Packets dropped since the application was started; absent when that is not known. */
  abstract OptionalLong drops();

  static EdgeBadge of(DeviceStatus status, OptionalLong drops) {
    return of(
        status.device(),
        status.state(),
        status.reason(),
        status.rulesConfirmed(),
        status.rulesWanted(),
        drops);
  }

  static EdgeBadge of(
      DeviceId device,
      DeviceState state,
      String reason,
      int confirmed,
      int wanted,
      OptionalLong drops) {
    return new AutoValue_EdgeBadge(device, state, reason, confirmed, wanted, drops);
  }

  /**
   * Returns the badge. GUI2 draws about three characters: a sign while something is to be done,
   * else the drops.
   */
  NodeBadge badge() {
    switch (state()) {
      case DEGRADED:
        return NodeBadge.text(NodeBadge.Status.ERROR, "!", message());
      case PENDING:
        return NodeBadge.text(NodeBadge.Status.WARN, "...", message());
      case MONITORING:
        return NodeBadge.text(NodeBadge.Status.INFO, "mon", message());
      default:
        return NodeBadge.text(
            state() == DeviceState.INSTALLED ? NodeBadge.Status.WARN : NodeBadge.Status.INFO,
            drops().isPresent() ? brief(drops().getAsLong()) : "ok",
            message());
    }
  }

  private String message() {
    StringBuilder message = new StringBuilder("OP25B: ").append(Words.of(state()));
    if (!reason().isEmpty()) {
      message.append(" (").append(reason()).append(')');
    }
    drops().ifPresent(drops -> message.append(", ").append(drops).append(" packets dropped"));
    return message.toString();
  }

  /** The rows for a panel with details, in the order in which they are to be read. */
  ImmutableMap<String, String> details() {
    ImmutableMap.Builder<String, String> rows = ImmutableMap.builder();
    rows.put("OP25B", Words.of(state()) + (reason().isEmpty() ? "" : " (" + reason() + ")"));
    rows.put("OP25B rules", rulesConfirmed() + " of " + rulesWanted());
    drops().ifPresent(drops -> rows.put("OP25B drops", String.format(Locale.ROOT, "%,d", drops)));
    return rows.build();
  }

  /** Returns a count in at most three characters, rounded down: 999, 1k, 99k, and then .1M. */
  static String brief(long count) {
    int unit = 0;
    long number = count;
    while (number > 999 || (unit > 0 && number > 99)) {
      if (number <= 999) {
        return "." + number / 100 + UNITS[unit + 1];
      }
      number /= 1000;
      unit++;
    }
    return number + UNITS[unit];
  }
}
