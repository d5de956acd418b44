package org.op25b.controller.policyops.effect;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Streams;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.op25b.policy.Policy;
import org.op25b.policy.json.PolicyWriter;

/**
 * What differs between two policies, thing by thing. What only says its default is no difference.
 */
@AutoValue
public abstract class Difference {
  /** More than this are counted, not listed. */
  private static final int LISTED = 1000;

  /** The lists of a policy, each with the field that names its elements. */
  private static final ImmutableMap<String, String> PARTS =
      ImmutableMap.of(
          "edges", "device", "mailServers", "name", "pools", "name", "exemptions", "id");

  /** What became of a thing. */
  public enum Kind {
    /** It is new. */
    ADDED,
    /** It is gone. */
    REMOVED,
    /** Something about it is different. */
    CHANGED
  }

  /** One thing that differs. */
  @AutoValue
  public abstract static class Change {
    /** The list of the policy that it is in: edges, mailServers, pools or exemptions. */
    public abstract String part();

    /** Its name there. */
    public abstract String name();

    /** What became of it. */
    public abstract Kind kind();

    /** The fields that differ; empty unless changed. */
    public abstract ImmutableList<String> fields();
  }

  /** How many things differ. */
  public abstract int total();

  /** The first of them. */
  public abstract ImmutableList<Change> changes();

  /** Returns what differs; everything is new when there was no policy. */
  public static Difference between(Optional<Policy> before, Policy after) {
    JsonNode old = PolicyWriter.write(before.orElseGet(() -> Policy.builder().build()));
    JsonNode now = PolicyWriter.write(after);
    List<Change> all = new ArrayList<>();
    PARTS.forEach(
        (part, name) -> compare(part, byName(old, part, name), byName(now, part, name), all));
    return new AutoValue_Difference(
        all.size(), ImmutableList.copyOf(all.subList(0, Math.min(all.size(), LISTED))));
  }

  private static Map<String, JsonNode> byName(JsonNode policy, String part, String name) {
    Map<String, JsonNode> elements = new LinkedHashMap<>();
    policy.path(part).forEach(element -> elements.put(element.path(name).asText(), element));
    return elements;
  }

  private static void compare(
      String part, Map<String, JsonNode> before, Map<String, JsonNode> after, List<Change> to) {
    after.forEach(
        (name, now) -> {
          JsonNode old = before.get(name);
          if (old == null) {
            to.add(change(part, name, Kind.ADDED, ImmutableList.of()));
          } else if (!old.equals(now)) {
            to.add(change(part, name, Kind.CHANGED, fields(old, now)));
          }
        });
    before.keySet().stream()
        .filter(name -> !after.containsKey(name))
        .forEach(name -> to.add(change(part, name, Kind.REMOVED, ImmutableList.of())));
  }

  private static ImmutableList<String> fields(JsonNode before, JsonNode after) {
    return Streams.concat(Streams.stream(before.fieldNames()), Streams.stream(after.fieldNames()))
        .filter(field -> !Objects.equals(before.get(field), after.get(field)))
        .collect(ImmutableSet.toImmutableSet())
        .asList();
  }

  private static Change change(String part, String name, Kind kind, ImmutableList<String> fields) {
    return new AutoValue_Difference_Change(part, name, kind, fields);
  }
}
