package org.op25b.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.Set;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.core.UriInfo;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.overlay.OverlayService;

/** Whether the user who asks sees badges on ONOS's topology view. */
@Path("overlay")
public final class OverlayResource extends Op25bResource {
  private static final int LONGEST_BODY = 1024;
  private static final ObjectReader STRICT =
      MAPPER
          .reader()
          .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /**
   * Returns whether they are on for the user.
   *
   * @return 200 with {@code user} and {@code on}
   */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response get(@Context UriInfo uri, @Context SecurityContext security) {
    Query unused = new Query(uri);
    return state(security.getUserPrincipal().getName());
  }

  /**
   * Switches them on or off for the user: {@code {"on": true}}.
   *
   * @return 200 with the new state; 400 when the body is something else
   */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Response put(@Context UriInfo uri, @Context SecurityContext security, InputStream body)
      throws IOException {
    Query unused = new Query(uri);
    String user = security.getUserPrincipal().getName();
    boolean on = on(body);
    try {
      get(OverlayService.class).set(user, on);
    } catch (IllegalArgumentException e) {
      throw refusal("", e.getMessage(), "Nothing was changed.");
    }
    return state(user);
  }

  private static Response state(String user) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("user", user);
    node.put("on", get(OverlayService.class).isOn(user));
    return ok(node);
  }

  private static boolean on(InputStream body) throws IOException {
    JsonNode node;
    try (Reader reader = BoundedBody.reader(body, LONGEST_BODY)) {
      node = STRICT.readTree(reader);
    } catch (JsonProcessingException | CharacterCodingException e) {
      throw refusal("", "The body is not JSON.", "Send {\"on\": true} or {\"on\": false}.");
    }
    if (node == null || !node.isObject()) {
      throw refusal("", "The body is no object.", "Send {\"on\": true} or {\"on\": false}.");
    }
    Set<String> fields = ImmutableSet.copyOf(node.fieldNames());
    for (String other : Sets.difference(fields, ImmutableSet.of("on"))) {
      throw refusal(
          other.length() <= 64 ? other : "",
          "There is no field " + Problem.quote(other) + ".",
          "The only field is on.");
    }
    if (!node.path("on").isBoolean()) {
      throw refusal("on", "on is not true or false.", "Send true or false, without quotes.");
    }
    return node.path("on").booleanValue();
  }

  private static RefusedException refusal(String field, String message, String remedy) {
    return new RefusedException(400, Problem.of(ProblemCode.OUT_OF_RANGE, field, message, remedy));
  }
}
