package org.op25b.controller.counters;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Counters as JSON, the same for REST and for the commands' {@code --json}. */
public final class CounterJson {
  private final ObjectMapper mapper;

  /** Builds nodes with {@code mapper}. */
  public CounterJson(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** Returns all counters; rates are rounded to tenths. */
  public ObjectNode counters(CounterSnapshot snapshot) {
    ObjectNode node = mapper.createObjectNode();
    node.put("since", snapshot.since().toString());
    node.put("at", snapshot.at().toString());
    sums(node.putArray("devices"), "device", snapshot.devices());
    ArrayNode pools = node.putArray("pools");
    for (CounterSnapshot.OfPool pool : snapshot.pools()) {
      pools
          .addObject()
          .put("pool", pool.pool())
          .put("droppedPackets", pool.droppedPackets())
          .put("droppedPerSecond", tenths(pool.droppedPerSecond()))
          .put("wouldBlockPackets", pool.wouldBlockPackets());
    }
    sums(node.putArray("mailServers"), "mailServers", snapshot.mailServers());
    ObjectNode history = node.putObject("history");
    history.put("stepSeconds", snapshot.stepSeconds());
    ArrayNode points = history.putArray("points");
    for (CounterSnapshot.Point point : snapshot.history()) {
      points
          .addObject()
          .put("at", point.at().toString())
          .put("droppedPerSecond", tenths(point.droppedPerSecond()));
    }
    return node;
  }

  private static void sums(ArrayNode array, String label, Iterable<CounterSnapshot.Sum> sums) {
    for (CounterSnapshot.Sum sum : sums) {
      array
          .addObject()
          .put(label, sum.name())
          .put("droppedPackets", sum.droppedPackets())
          .put("droppedPerSecond", tenths(sum.droppedPerSecond()));
    }
  }

  private static double tenths(double rate) {
    return Math.round(rate * 10) / 10.0;
  }
}
