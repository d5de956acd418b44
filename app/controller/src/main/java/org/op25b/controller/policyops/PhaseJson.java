package org.op25b.controller.policyops;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.op25b.controller.Words;
import org.op25b.policy.Pool;

/** Phases and schedules as JSON, the same for REST and for the commands' {@code --json}. */
public final class PhaseJson {
  private final ObjectMapper mapper;

  /** Builds nodes with {@code mapper}. */
  public PhaseJson(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** Returns all pools and schedules; instants are ISO 8601 in UTC. */
  public ObjectNode all(PhaseOperations phases, PolicyOperations policies) {
    ObjectNode node = mapper.createObjectNode();
    policies.current().ifPresent(version -> node.put("version", version.number()));
    ArrayNode pools = node.putArray("pools");
    phases.phases().forEach(phase -> pools.add(pool(phase)));
    ArrayNode pending = node.putArray("schedules");
    ArrayNode done = node.putArray("done");
    for (Schedule schedule : phases.schedules()) {
      (schedule.isPending() ? pending : done).add(schedule(schedule));
    }
    return node;
  }

  /** Returns what came of a change. */
  public ObjectNode outcome(PhaseOutcome outcome, boolean dryRun, PolicyOperations policies) {
    ObjectNode node = new PolicyOperationsJson(mapper).outcome(outcome.policy(), policies);
    node.put("dryRun", dryRun);
    outcome.schedule().ifPresent(schedule -> node.set("schedule", schedule(schedule)));
    ArrayNode coming = node.putArray("stillScheduled");
    outcome.stillScheduled().forEach(schedule -> coming.add(schedule(schedule)));
    return node;
  }

  private ObjectNode pool(PoolPhase phase) {
    Pool pool = phase.pool();
    ObjectNode node = mapper.createObjectNode();
    node.put("pool", pool.name());
    pool.area().ifPresent(area -> node.put("area", area));
    pool.serviceClass().ifPresent(name -> node.put("serviceClass", name));
    pool.tenant().ifPresent(tenant -> node.put("tenant", tenant));
    node.put("phase", Words.of(pool.phase()));
    phase.since().ifPresent(instant -> node.put("since", instant.toString()));
    phase.previous().ifPresent(previous -> node.put("previous", Words.of(previous)));
    phase
        .next()
        .ifPresent(
            next ->
                node.putObject("next")
                    .put("schedule", next.id())
                    .put("phase", Words.of(next.phase()))
                    .put("at", next.at().toString()));
    return node;
  }

  private ObjectNode schedule(Schedule schedule) {
    ObjectNode node = mapper.createObjectNode();
    node.put("id", schedule.id());
    ArrayNode pools = node.putArray("pools");
    schedule.pools().forEach(pools::add);
    node.put("phase", Words.of(schedule.phase()));
    node.put("at", schedule.at().toString());
    node.put("atLocal", schedule.atLocal());
    node.put("note", schedule.note());
    node.put("by", schedule.actor().user());
    node.put("made", schedule.made().toString());
    node.put("state", Words.of(schedule.state()));
    schedule.finished().ifPresent(instant -> node.put("finished", instant.toString()));
    if (schedule.late().getSeconds() > 0) {
      node.put("late", schedule.late().getSeconds());
    }
    schedule.version().ifPresent(number -> node.put("version", number));
    node.put("reason", schedule.reason());
    return node;
  }
}
