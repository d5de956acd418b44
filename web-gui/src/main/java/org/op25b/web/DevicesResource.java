package org.op25b.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowEntry;
import org.onosproject.net.flow.criteria.Criterion;
import org.op25b.controller.enforcement.DeviceStatus;
import org.op25b.controller.enforcement.Effect;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.status.Op25bService;
import org.op25b.controller.status.StatusJson;

/** The edge switches. */
@Path("devices")
public final class DevicesResource extends Op25bResource {
  private static final int MOST_RULES = 10_000;

  /** Returns every edge switch and how far it is with the policy. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response devices() {
    ObjectNode node = MAPPER.createObjectNode();
    ArrayNode devices = node.putArray("devices");
    get(Op25bService.class)
        .status()
        .devices()
        .forEach(device -> devices.add(new StatusJson(MAPPER).device(device)));
    return ok(node);
  }

  /**
   * Returns one edge switch.
   *
   * @return 200; 404 when the policy does not name it
   */
  @GET
  @Path("{device}")
  @Produces(MediaType.APPLICATION_JSON)
  public Response device(@PathParam("device") String device) {
    return ok(new StatusJson(MAPPER).device(find(device)));
  }

  /**
   * Returns the application's rules on a switch as last read back, with their counters; highest
   * priority first. Parameters: {@code offset}, {@code limit} (1 to 10000, else 1000).
   *
   * @return 200; 404 when the policy does not name it
   */
  @GET
  @Path("{device}/rules")
  @Produces(MediaType.APPLICATION_JSON)
  public Response rules(@PathParam("device") String device, @Context UriInfo uri) {
    Query query = new Query(uri, "offset", "limit");
    long offset = query.number("offset", 0, 0, Integer.MAX_VALUE);
    long limit = query.number("limit", 1000, 1, MOST_RULES);
    DeviceId id = find(device).device();
    Collection<FlowEntry> entries = get(Op25bService.class).rules(id);
    List<FlowEntry> sorted = new ArrayList<>(entries);
    sorted.sort(
        Comparator.comparing((FlowEntry rule) -> rule.table().toString())
            .thenComparing(FlowEntry::priority, Comparator.reverseOrder())
            .thenComparing(rule -> rule.id().value()));
    ObjectNode node = MAPPER.createObjectNode();
    node.put("total", sorted.size());
    ArrayNode rules = node.putArray("rules");
    sorted.stream().skip(offset).limit(limit).forEach(rule -> rules.add(rule(rule)));
    return ok(node);
  }

  private static ObjectNode rule(FlowEntry entry) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("id", Long.toString(entry.id().value()));
    node.put("table", entry.table().toString());
    node.put("priority", entry.priority());
    node.put("state", entry.state().name());
    node.put("packets", entry.packets());
    node.put("bytes", entry.bytes());
    node.put("blocks", Effect.of(entry) == Effect.DROP);
    ArrayNode match = node.putArray("match");
    for (Criterion criterion : entry.selector().criteria()) {
      match.add(criterion.toString());
    }
    ArrayNode actions = node.putArray("actions");
    entry.treatment().allInstructions().forEach(action -> actions.add(action.toString()));
    if (entry.treatment().tableTransition() != null) {
      actions.add(entry.treatment().tableTransition().toString());
    }
    return node;
  }

  private static DeviceStatus find(String device) {
    return get(Op25bService.class).status().devices().stream()
        .filter(status -> status.device().toString().equals(device))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedException(
                    404,
                    Problem.of(
                        ProblemCode.NOT_FOUND,
                        "",
                        Problem.quote(device) + " is not an edge switch of the policy.",
                        "GET devices lists them.")));
  }
}
