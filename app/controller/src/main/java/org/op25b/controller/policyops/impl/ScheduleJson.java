package org.op25b.controller.policyops.impl;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.op25b.controller.Words;
import org.op25b.controller.policyops.Schedule;

/** A schedule as the audit log shows it. */
final class ScheduleJson {
  private ScheduleJson() {}

  static String text(Schedule schedule) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", schedule.id());
    ArrayNode pools = node.putArray("pools");
    schedule.pools().forEach(pools::add);
    node.put("phase", Words.of(schedule.phase()));
    node.put("at", schedule.at().toString());
    node.put("state", Words.of(schedule.state()));
    return node.toString();
  }
}
