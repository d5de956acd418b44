package org.op25b.policy.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import org.onosproject.net.DeviceId;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Labels;
import org.op25b.policy.Limits;
import org.op25b.policy.Problem;
import org.op25b.policy.Problems;
import org.op25b.policy.Strategy;

/** Reads one element of {@code edges}. */
final class EdgeReader {
  private static final ImmutableSet<String> FIELDS =
      ImmutableSet.of(
          "device",
          "name",
          "area",
          "customerPorts",
          "uplinkPorts",
          "border",
          "strategy",
          "capacity");

  private static final ImmutableMap<String, Strategy> STRATEGIES = Labels.of(Strategy.class);

  private EdgeReader() {}

  static Optional<EdgeSwitch> read(JsonNode node, String path, Source source) {
    return Fields.of(node, path, source, FIELDS).flatMap(fields -> edge(fields, source));
  }

  private static Optional<EdgeSwitch> edge(Fields fields, Source source) {
    EdgeSwitch.Builder builder =
        EdgeSwitch.builder()
            .setCustomerPorts(ports(fields, "customerPorts"))
            .setUplinkPorts(ports(fields, "uplinkPorts"))
            .setBorder(fields.flag("border", false))
            .setStrategy(fields.word("strategy", STRATEGIES).orElse(Strategy.AUTO));
    fields.text("name").ifPresent(builder::setName);
    fields.text("area").ifPresent(builder::setArea);
    fields.number("capacity", 1, Limits.MAX_CAPACITY).ifPresent(builder::setCapacity);
    return fields
        .requiredText("device")
        .flatMap(text -> device(text, fields.path("device"), source))
        .map(device -> builder.setDevice(device).build());
  }

  private static Iterable<Integer> ports(Fields fields, String field) {
    return fields.numbers(field, 1, Limits.MAX_SWITCH_PORT, Limits.SWITCH_PORTS);
  }

  /** Reads a device id such as {@code of:0000000000000001}. */
  static Optional<DeviceId> device(String text, String path, Source source) {
    if (text.matches("[a-z][a-z0-9+.-]{0,15}:[A-Za-z0-9./:%_-]{1,200}")) {
      try {
        return Optional.of(DeviceId.deviceId(text));
      } catch (IllegalArgumentException e) {
        // Reported below.
      }
    }
    source.problem(
        Problem.Kind.BAD_VALUE,
        path,
        Problems.quote(text) + " is not a device id; write it like of:0000000000000001");
    return Optional.empty();
  }
}
