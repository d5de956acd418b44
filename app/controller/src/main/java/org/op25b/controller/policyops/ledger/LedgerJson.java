package org.op25b.controller.policyops.ledger;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.op25b.controller.audit.Actor;
import org.op25b.controller.audit.AuditAction;
import org.op25b.controller.policyops.PhaseChange;
import org.op25b.controller.policyops.PolicyVersion;
import org.op25b.controller.policyops.Schedule;
import org.op25b.controller.policyops.VersionAction;
import org.op25b.policy.Phase;

/**
 * The stored form of the ledger. Unknown fields are ignored and absent ones are empty, so that
 * fields can be added; what older software must not misread raises the format number.
 */
final class LedgerJson {
  private static final int FORMAT = 1;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private LedgerJson() {}

  static ObjectNode write(LedgerState state, String writer) {
    ObjectNode node = JSON.objectNode();
    node.put("format", FORMAT);
    node.put("writer", writer);
    node.put("unwritten", state.unwritten());
    node.put("nextSchedule", state.nextSchedule());
    ArrayNode versions = node.putArray("versions");
    state.versions().forEach(version -> versions.add(write(version)));
    ArrayNode schedules = node.putArray("schedules");
    state.schedules().forEach(schedule -> schedules.add(write(schedule)));
    ArrayNode unaudited = node.putArray("unaudited");
    state.unaudited().forEach(note -> unaudited.add(write(note)));
    return node;
  }

  /** Returns who wrote a stored state. */
  static String writer(JsonNode node) {
    return node.path("writer").asText();
  }

  static LedgerState read(JsonNode node, long revision) {
    int format = node.path("format").asInt();
    if (format > FORMAT) {
      throw new IllegalStateException(
          String.format(
              "The ledger of policies has format %d, this software reads up to %d: run the newer"
                  + " software.",
              format, FORMAT));
    }
    return LedgerState.EMPTY.toBuilder()
        .setRevision(revision)
        .setUnwritten(node.path("unwritten").asBoolean())
        .setNextSchedule(node.path("nextSchedule").asLong(1))
        .setVersions(list(node.path("versions"), LedgerJson::version))
        .setSchedules(list(node.path("schedules"), LedgerJson::schedule))
        .setUnaudited(list(node.path("unaudited"), LedgerJson::auditNote))
        .build();
  }

  static ArrayNode writePhases(Iterable<PhaseChange> changes) {
    ArrayNode array = JSON.arrayNode();
    for (PhaseChange change : changes) {
      ObjectNode node = array.addObject().put("pool", change.pool());
      change.from().ifPresent(phase -> node.put("from", phase.name()));
      change.to().ifPresent(phase -> node.put("to", phase.name()));
    }
    return array;
  }

  static ImmutableList<PhaseChange> readPhases(JsonNode array) {
    return list(
        array,
        node ->
            PhaseChange.of(
                node.path("pool").asText(),
                text(node, "from").map(Phase::valueOf),
                text(node, "to").map(Phase::valueOf)));
  }

  private static ObjectNode write(PolicyVersion version) {
    ObjectNode node = JSON.objectNode();
    node.put("number", version.number());
    node.put("time", version.time().toString());
    putActor(node, version.actor());
    node.put("action", version.action().name());
    node.put("note", version.note());
    version.basedOn().ifPresent(number -> node.put("basedOn", number));
    node.put("pools", version.pools());
    version.content().ifPresent(key -> node.put("content", key));
    return node;
  }

  private static PolicyVersion version(JsonNode node) {
    return PolicyVersion.builder()
        .setNumber(node.path("number").asLong())
        .setTime(instant(node, "time").get())
        .setActor(actor(node))
        .setAction(VersionAction.valueOf(node.path("action").asText()))
        .setNote(node.path("note").asText())
        .setBasedOn(number(node, "basedOn"))
        .setPools(node.path("pools").asInt())
        .setContent(text(node, "content"))
        .build();
  }

  private static ObjectNode write(Schedule schedule) {
    ObjectNode node = JSON.objectNode();
    node.put("id", schedule.id());
    ArrayNode pools = node.putArray("pools");
    schedule.pools().forEach(pools::add);
    node.put("phase", schedule.phase().name());
    node.put("at", schedule.at().toString());
    node.put("atLocal", schedule.atLocal());
    node.put("note", schedule.note());
    putActor(node, schedule.actor());
    node.put("made", schedule.made().toString());
    node.put("state", schedule.state().name());
    schedule.finished().ifPresent(instant -> node.put("finished", instant.toString()));
    schedule.version().ifPresent(number -> node.put("version", number));
    node.put("reason", schedule.reason());
    return node;
  }

  private static Schedule schedule(JsonNode node) {
    return Schedule.builder()
        .setId(node.path("id").asText())
        .setPools(list(node.path("pools"), JsonNode::asText))
        .setPhase(Phase.valueOf(node.path("phase").asText()))
        .setAt(instant(node, "at").get())
        .setAtLocal(node.path("atLocal").asText())
        .setNote(node.path("note").asText())
        .setActor(actor(node))
        .setMade(instant(node, "made").get())
        .setState(Schedule.State.valueOf(node.path("state").asText()))
        .setFinished(instant(node, "finished"))
        .setVersion(number(node, "version"))
        .setReason(node.path("reason").asText())
        .build();
  }

  private static ObjectNode write(AuditNote note) {
    ObjectNode node = JSON.objectNode();
    node.put("time", note.time().toString());
    putActor(node, note.actor());
    node.put("action", note.action().name());
    node.put("text", note.text());
    note.version().ifPresent(number -> node.put("version", number));
    note.before().ifPresent(json -> node.put("before", json));
    note.after().ifPresent(json -> node.put("after", json));
    return node;
  }

  private static AuditNote auditNote(JsonNode node) {
    return AuditNote.of(
        instant(node, "time").get(),
        actor(node),
        AuditAction.valueOf(node.path("action").asText()),
        node.path("text").asText(),
        number(node, "version"),
        text(node, "before"),
        text(node, "after"));
  }

  private static void putActor(ObjectNode node, Actor actor) {
    node.put("user", actor.user());
    node.put("origin", actor.origin());
    node.put("channel", actor.channel());
  }

  private static Actor actor(JsonNode node) {
    return Actor.of(
        node.path("user").asText(), node.path("origin").asText(), node.path("channel").asText());
  }

  private static <T> ImmutableList<T> list(JsonNode array, Function<JsonNode, T> element) {
    return Streams.stream(array).map(element).collect(toImmutableList());
  }

  private static Optional<String> text(JsonNode node, String field) {
    return Optional.ofNullable(node.get(field)).map(JsonNode::asText);
  }

  private static Optional<Instant> instant(JsonNode node, String field) {
    return text(node, field).map(Instant::parse);
  }

  private static Optional<Long> number(JsonNode node, String field) {
    return Optional.ofNullable(node.get(field)).map(JsonNode::asLong);
  }
}
