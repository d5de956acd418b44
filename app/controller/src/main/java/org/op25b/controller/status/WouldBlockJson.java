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
import org.op25b.controller.CsvLines;
import org.op25b.controller.enforcement.DeviceStatus;
import org.op25b.controller.sight.SuspectService;
import org.op25b.controller.wouldblock.WouldBlockSource;
import org.op25b.policy.Strategy;

/** Who would break, as JSON and as CSV; the same for REST and for the command. */
public final class WouldBlockJson {
  private static final ImmutableList<String> COLUMNS =
      ImmutableList.of(
          "source", "exact", "customer", "pool", "packets", "firstSeen", "lastSeen", "exempt");

  private final ObjectMapper mapper;
  private final SuspectService customers;

  /** Builds nodes with {@code mapper}; {@code customers} tells whose addresses they are. */
  public WouldBlockJson(ObjectMapper mapper, SuspectService customers) {
    this.mapper = mapper;
    this.customers = customers;
  }

  /** Returns why a switch cannot count what would be blocked; empty when it can. */
  public static Optional<String> uncounted(DeviceStatus device) {
    return device.strategy() == Strategy.SUBTRACT
        ? Optional.of(
            "strategy subtract has no rules for what passes; strategies gate and output count")
        : Optional.empty();
  }

  /**
   * Returns a part of the list, what it lacks, and which switches it is drawn from.
   *
   * @param total how long the list is
   * @param limit why sources are not told apart any further; empty while they are
   */
  public ObjectNode page(
      List<WouldBlockSource> sources, int total, String limit, List<DeviceStatus> devices) {
    ObjectNode node = mapper.createObjectNode();
    ArrayNode list = node.putArray("sources");
    sources.forEach(source -> list.add(source(source)));
    node.put("total", total);
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
    node.put("customer", customers.customerOf(source.source()).orElse(null));
    node.put("pool", source.pool());
    node.put("packets", source.packets());
    node.put("firstSeen", source.firstSeen().toString());
    node.put("lastSeen", source.lastSeen().toString());
    node.put("exempt", customers.isExempt(source.source()));
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
