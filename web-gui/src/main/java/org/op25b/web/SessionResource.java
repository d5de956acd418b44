package org.op25b.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;

/** Who asks, and what this user may do: a page offers no button that would be refused. */
@Path("session")
public final class SessionResource extends Op25bResource {
  private static final ImmutableList<String> ROLES = ImmutableList.of("viewer", "admin");

  /** Returns the user's name and those of the two roles that the user has. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response session(@Context SecurityContext security) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("user", security.getUserPrincipal().getName());
    ArrayNode roles = node.putArray("roles");
    ROLES.stream().filter(security::isUserInRole).forEach(roles::add);
    return ok(node);
  }
}
