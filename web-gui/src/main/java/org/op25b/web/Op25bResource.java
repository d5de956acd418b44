package org.op25b.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.onlab.osgi.DefaultServiceDirectory;
import org.onlab.osgi.ServiceDirectory;
import org.op25b.controller.audit.Actor;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.status.Op25bService;
import org.op25b.policy.Policy;

/** What the resources share. */
abstract class Op25bResource {
  /** Thread-safe, as all of Jackson's mappers are. */
  static final ObjectMapper MAPPER = new ObjectMapper();

  /** Where services come from; tests put their own here. */
  static volatile ServiceDirectory services = new DefaultServiceDirectory();

  static <T> T get(Class<T> service) {
    return services.get(service);
  }

  /** Returns the policy in force, or refuses because there is none. */
  static Policy policy() {
    return get(Op25bService.class).policy().orElseThrow(Op25bResource::noPolicy);
  }

  static RefusedException noPolicy() {
    return new RefusedException(
        404,
        Problem.of(
            ProblemCode.NOT_FOUND,
            "",
            "There is no policy yet.",
            "Put one into network configuration: apps/org.op25b/op25b."));
  }

  /** Returns who makes a request. */
  static Actor actor(SecurityContext security, HttpServletRequest request) {
    return Actor.of(security.getUserPrincipal().getName(), request.getRemoteAddr(), "rest");
  }

  static Response ok(JsonNode node) {
    return json(200, node).build();
  }

  static Response.ResponseBuilder json(int status, JsonNode node) {
    return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(node.toString());
  }
}
