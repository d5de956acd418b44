package org.op25b.controller.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.op25b.controller.Words;
import org.op25b.controller.config.PolicyStatus;
import org.op25b.controller.enforcement.DeviceStatus;
import org.op25b.controller.enforcement.ProofReport;

/** The status as JSON, the same for REST and for the commands' {@code --json}. */
public final class StatusJson {
  private final ObjectMapper mapper;

  /** Builds nodes with {@code mapper}. */
  public StatusJson(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** Returns the whole status; instants are ISO 8601 in UTC. */
  public ObjectNode status(AppStatus status) {
    ObjectNode node = mapper.createObjectNode();
    node.put("state", status.state().name());
    node.put("reason", status.reason());
    node.set("policy", policy(status.policy()));
    ArrayNode devices = node.putArray("devices");
    status.devices().forEach(device -> devices.add(device(device)));
    return node;
  }

  /** Returns one switch's status. */
  public ObjectNode device(DeviceStatus status) {
    ObjectNode node = mapper.createObjectNode();
    node.put("device", status.device().toString());
    status.name().ifPresent(name -> node.put("name", name));
    node.put("state", status.state().name());
    node.put("reason", status.reason());
    node.put("strategy", Words.of(status.strategy()));
    node.put("whyStrategy", status.whyStrategy());
    node.put("rulesWanted", status.rulesWanted());
    node.put("rulesConfirmed", status.rulesConfirmed());
    node.put("rulesToRemove", status.rulesToRemove());
    node.put("masks", status.masks());
    status.capacity().ifPresent(capacity -> node.put("capacity", capacity));
    status.lastChange().ifPresent(instant -> node.put("lastChange", instant.toString()));
    status.lastProof().ifPresent(instant -> node.put("lastProof", instant.toString()));
    return node;
  }

  /** Returns what came out when one switch was compared with the policy. */
  public ObjectNode proof(ProofReport report) {
    ObjectNode node = mapper.createObjectNode();
    node.put("device", report.device().toString());
    node.put("at", report.at().toString());
    node.put("entries", report.entries());
    node.put("proven", report.isProven());
    ArrayNode differences = node.putArray("differences");
    report.differences().forEach(differences::add);
    ArrayNode interference = node.putArray("interference");
    report.interference().forEach(interference::add);
    return node;
  }

  private ObjectNode policy(PolicyStatus status) {
    ObjectNode node = mapper.createObjectNode();
    node.put("configured", status.configured());
    status.acceptedAt().ifPresent(instant -> node.put("acceptedAt", instant.toString()));
    status.refusedAt().ifPresent(instant -> node.put("refusedAt", instant.toString()));
    ArrayNode problems = node.putArray("problems");
    status.problems().forEach(problems::add);
    return node;
  }
}
