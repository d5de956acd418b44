package org.op25b.web;

import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.op25b.controller.counters.CounterJson;
import org.op25b.controller.counters.CountersService;

/** What was dropped, and where. */
@Path("counters")
public final class CountersResource extends Op25bResource {
  /**
   * Returns what was dropped, and what phase {@code block} would have dropped, by switch, pool and
   * mail servers, with the rates of the last hour.
   *
   * @return 200; 503 while the application's services are starting
   */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response counters() {
    return ok(new CounterJson(MAPPER).counters(get(CountersService.class).counters()));
  }
}
