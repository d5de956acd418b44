package org.op25b.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.op25b.controller.status.PolicyJson;

/** What the policy in force says. */
@Path("")
public final class PolicyPartsResource extends Op25bResource {
  private static final PolicyJson JSON = new PolicyJson(MAPPER);

  /**
   * Returns the pools.
   *
   * @return 200; 404 when there is no policy
   */
  @GET
  @Path("pools")
  @Produces(MediaType.APPLICATION_JSON)
  public Response pools() {
    ObjectNode node = MAPPER.createObjectNode();
    ArrayNode pools = node.putArray("pools");
    policy().pools().forEach(pool -> pools.add(JSON.pool(pool)));
    return ok(node);
  }

  /**
   * Returns the groups of own mail servers.
   *
   * @return 200; 404 when there is no policy
   */
  @GET
  @Path("mail-servers")
  @Produces(MediaType.APPLICATION_JSON)
  public Response mailServers() {
    ObjectNode node = MAPPER.createObjectNode();
    ArrayNode groups = node.putArray("mailServers");
    policy().mailServerGroups().forEach(group -> groups.add(JSON.mailServers(group)));
    return ok(node);
  }
}
