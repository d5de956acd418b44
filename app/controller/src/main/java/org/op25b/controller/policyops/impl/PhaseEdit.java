package org.op25b.controller.policyops.impl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.op25b.controller.Words;
import org.op25b.policy.Phase;

/** Writes phases into a policy's JSON, and leaves everything else as its author wrote it. */
final class PhaseEdit {
  private PhaseEdit() {}

  /** Returns a copy of {@code policy} in which the pools named have these phases. */
  static JsonNode with(JsonNode policy, Map<String, Phase> phases) {
    JsonNode copy = policy.deepCopy();
    for (JsonNode pool : copy.path("pools")) {
      Phase phase = phases.get(pool.path("name").asText());
      if (phase != null) {
        ((ObjectNode) pool).put("phase", Words.of(phase));
      }
    }
    return copy;
  }
}
