package org.op25b.controller.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.onlab.packet.IpPrefix;
import org.op25b.controller.CsvLines;
import org.op25b.controller.enforcement.DeviceStatus;
import org.op25b.controller.wouldblock.WouldBlockSource;
import org.op25b.policy.Strategy;

/** Who would break, as JSON and as CSV; the same for REST and for the command. */
public final class WouldBlockJson {
  private static final ImmutableList<String> COLUMNS =
      ImmutableList.of("source", "exact", "customer", "pool", "packets", "firstSeen", "lastSeen");

  private final ObjectMapper mapper;
  private final Function<IpPrefix, Optional<String>> customerOf;

  /** Builds nodes with {@code mapper}. */
  public WouldBlockJson(ObjectMapper mapper, Function<IpPrefix, Optional<String>> customerOf) {
    this.mapper = mapper;
    this.customerOf = customerOf;
  }

  /** Returns why a switch cannot count what would be blocked; empty when it can. */
  public static Optional<String> uncounted(DeviceStatus device) {
    return device.strategy() == Strategy.SUBTRACT
        ? Optional.of(
            "strategy subtract has no rules for what passes; strategies gate and output count")
        : Optional.empty();
  }

  /** Returns the list, what it lacks, and which switches it is drawn from. */
  public ObjectNode all(List<WouldBlockSource> sources, String limit, List<DeviceStatus> devices) {
    ObjectNode node = mapper.createObjectNode();
    ArrayNode list = node.putArray("sources");
    sources.forEach(source -> list.add(source(source)));
    node.put("limit", limit);
    ArrayNode counting = node.putArray("counting");
    for (DeviceStatus device : devices) {
      Optional<String> reason = uncounted(device);
      counting
          .addObject()
          .put("device", device.device().toString())
          .put("counted", reason.isEmpty())
          .put("reason", reason.orElse(""));
    }
    return node;
  }

  private ObjectNode source(WouldBlockSource source) {
    ObjectNode node = mapper.createObjectNode();
    node.put("source", source.sourceText());
    node.put("exact", source.exact());
    node.put("customer", customerOf.apply(source.source()).orElse(null));
    node.put("pool", source.pool());
    node.put("packets", source.packets());
    node.put("firstSeen", source.firstSeen().toString());
    node.put("lastSeen", source.lastSeen().toString());
    return node;
  }

  /**
   * Writes a header line and one line for each source.
   *
   * @throws IOException when the writer fails
   */
  public void writeCsv(List<WouldBlockSource> sources, Writer out) throws IOException {
    CsvLines.write(COLUMNS, Lists.transform(sources, this::source), out);
  }
}
