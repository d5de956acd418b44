package org.op25b.web;

import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.op25b.controller.status.Op25bService;
import org.op25b.controller.status.StatusJson;

/** How the application stands. */
@Path("status")
public final class StatusResource extends Op25bResource {
  /**
   * Returns the state as a whole, where the policy comes from and what was wrong with a refused
   * one, and the state of every edge switch.
   *
   * @return 200 with the status; 503 while the application's services are starting
   */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response status() {
    return ok(new StatusJson(MAPPER).status(get(Op25bService.class).status()));
  }
}
