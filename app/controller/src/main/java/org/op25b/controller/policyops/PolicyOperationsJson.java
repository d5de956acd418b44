package org.op25b.controller.policyops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.op25b.controller.Words;
import org.op25b.controller.enforcement.EdgeForecast;
import org.op25b.controller.policyops.effect.AffectedExemption;
import org.op25b.controller.policyops.effect.Difference;
import org.op25b.controller.policyops.effect.PolicyEffect;
import org.op25b.controller.policyops.effect.PoolStep;

/** Versions and effects as JSON, the same for REST and for the commands' {@code --json}. */
public final class PolicyOperationsJson {
  /** More changes of phases than this are counted, not listed. */
  private static final int LISTED_PHASES = 100;

  private final ObjectMapper mapper;

  /** Builds nodes with {@code mapper}. */
  public PolicyOperationsJson(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** Returns one version; instants are ISO 8601 in UTC. */
  public ObjectNode version(PolicyVersion version, PolicyOperations operations) {
    ObjectNode node = mapper.createObjectNode();
    node.put("version", version.number());
    node.put("time", version.time().toString());
    node.put("user", version.actor().user());
    node.put("origin", version.actor().origin());
    node.put("channel", version.actor().channel());
    node.put("action", Words.of(version.action()));
    node.put("note", version.note());
    version.basedOn().ifPresent(number -> node.put("basedOn", number));
    node.put("pools", version.pools());
    node.put("inForce", version.content().isPresent() && isCurrent(version, operations));
    node.put("current", isCurrent(version, operations));
    ImmutableList<PhaseChange> phases = operations.phases(version);
    int listed = Math.min(phases.size(), LISTED_PHASES);
    ArrayNode array = node.putArray("phases");
    phases.subList(0, listed).forEach(change -> array.add(phase(change)));
    node.put("phasesLeftOut", phases.size() - listed);
    return node;
  }

  private static boolean isCurrent(PolicyVersion version, PolicyOperations operations) {
    return operations.current().filter(current -> current.number() == version.number()).isPresent();
  }

  private ObjectNode phase(PhaseChange change) {
    ObjectNode node = mapper.createObjectNode().put("pool", change.pool());
    change.from().ifPresent(phase -> node.put("from", Words.of(phase)));
    change.to().ifPresent(phase -> node.put("to", Words.of(phase)));
    return node;
  }

  /** Returns a version with its policy. */
  public ObjectNode document(PolicyVersion version, JsonNode policy, PolicyOperations operations) {
    ObjectNode node = mapper.createObjectNode();
    node.set("version", version(version, operations));
    node.set("policy", policy);
    return node;
  }

  /** Returns what came of a change. */
  public ObjectNode outcome(PolicyOutcome outcome, PolicyOperations operations) {
    ObjectNode node = mapper.createObjectNode();
    node.put("changed", outcome.changed());
    outcome.version().ifPresent(version -> node.set("version", version(version, operations)));
    node.set("effect", effect(outcome.effect()));
    return node;
  }

  /** Returns what can be said of a proposed policy. */
  public ObjectNode check(PolicyCheck check) {
    ObjectNode node = mapper.createObjectNode();
    node.put("ok", check.problems().isEmpty());
    ArrayNode problems = node.putArray("problems");
    check
        .problems()
        .forEach(
            problem ->
                problems
                    .addObject()
                    .put("pointer", problem.path())
                    .put("message", problem.message()));
    node.put("basedOn", check.basedOn());
    Optional<PolicyEffect> effect = check.effect();
    if (effect.isPresent()) {
      node.put("same", check.same());
      node.set("effect", effect(effect.get()));
    }
    return node;
  }

  /** Returns what a policy would change. */
  public ObjectNode effect(PolicyEffect effect) {
    ObjectNode node = mapper.createObjectNode();
    ObjectNode difference = node.putObject("difference");
    difference.put("total", effect.difference().total());
    ArrayNode changes = difference.putArray("changes");
    effect.difference().changes().forEach(change -> changes.add(change(change)));
    ArrayNode devices = node.putArray("devices");
    effect.devices().forEach(device -> devices.add(device(device)));
    ArrayNode phases = node.putArray("phases");
    effect.phases().forEach(step -> phases.add(step(step)));
    ObjectNode exemptions = node.putObject("exemptions");
    exemptions.put("total", effect.exemptionsAffected());
    ArrayNode affected = exemptions.putArray("affected");
    effect.exemptions().forEach(exemption -> affected.add(exemption(exemption)));
    ArrayNode warnings = node.putArray("warnings");
    effect.warnings().forEach(warnings::add);
    return node;
  }

  private ObjectNode change(Difference.Change change) {
    ObjectNode node = mapper.createObjectNode();
    node.put("part", change.part());
    node.put("name", change.name());
    node.put("change", Words.of(change.kind()));
    ArrayNode fields = node.putArray("fields");
    change.fields().forEach(fields::add);
    return node;
  }

  private ObjectNode device(EdgeForecast device) {
    ObjectNode node = mapper.createObjectNode();
    node.put("device", device.device().toString());
    device.name().ifPresent(name -> node.put("name", name));
    device.strategy().ifPresent(strategy -> node.put("strategy", Words.of(strategy)));
    node.put("rulesBefore", device.rulesBefore());
    node.put("rulesAfter", device.rulesAfter());
    node.put("added", device.added());
    node.put("removed", device.removed());
    device.capacity().ifPresent(capacity -> node.put("capacity", capacity));
    ArrayNode problems = node.putArray("problems");
    device.problems().forEach(problems::add);
    return node;
  }

  private ObjectNode step(PoolStep step) {
    ObjectNode node = phase(step.change());
    step.area().ifPresent(area -> node.put("area", area));
    node.put("ipv4Addresses", step.ipv4Addresses());
    node.put("ipv6Prefixes", step.ipv6Prefixes());
    node.put("exemptions", step.exemptions());
    return node;
  }

  private ObjectNode exemption(AffectedExemption affected) {
    ObjectNode node = mapper.createObjectNode();
    node.put("id", affected.exemption().id());
    node.put("customer", affected.exemption().customer());
    node.put("prefix", affected.exemption().prefix().toString());
    ArrayNode pools = node.putArray("pools");
    affected.pools().forEach(pools::add);
    node.put("coveredBefore", affected.coveredBefore());
    node.put("coveredAfter", affected.coveredAfter());
    return node;
  }
}
