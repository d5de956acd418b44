package org.op25b.controller.sight;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.op25b.controller.copies.CopyStatus;

/** Suspects as JSON, the same for REST and for the commands' {@code --json}. */
public final class SuspectJson {
  private final ObjectMapper mapper;

  /** Builds nodes with {@code mapper}. */
  public SuspectJson(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** Returns the list, which switches it is drawn from, and who is told. */
  public ObjectNode suspects(
      List<Suspect> suspects, List<CopyStatus> switches, List<AlarmStatus> alarms) {
    ObjectNode node = mapper.createObjectNode();
    ArrayNode list = node.putArray("suspects");
    suspects.forEach(suspect -> list.add(suspect(suspect)));
    ArrayNode sampling = node.putArray("sampling");
    for (CopyStatus status : switches) {
      sampling
          .addObject()
          .put("device", status.device().toString())
          .put("sampled", status.sampled())
          .put("reason", status.reason());
    }
    ArrayNode receivers = node.putArray("alarms");
    for (AlarmStatus status : alarms) {
      receivers
          .addObject()
          .put("receiver", status.receiver())
          .put("delivered", status.delivered())
          .put("lost", status.lost())
          .put("problem", status.problem());
    }
    return node;
  }

  /** Returns one suspect. */
  public ObjectNode suspect(Suspect suspect) {
    ObjectNode node = mapper.createObjectNode();
    node.put("source", suspect.sourceText());
    node.put("customer", suspect.customer().orElse(null));
    node.put("pool", suspect.pool());
    node.put("device", suspect.device().toString());
    node.put("firstSeen", suspect.firstSeen().toString());
    node.put("lastSeen", suspect.lastSeen().toString());
    node.put("perSecond", Math.round(suspect.perSecond() * 10) / 10.0);
    node.put("destinations", suspect.destinations());
    return node;
  }
}
