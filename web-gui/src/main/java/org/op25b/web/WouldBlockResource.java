package org.op25b.web;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.op25b.controller.enforcement.EnforcementService;
import org.op25b.controller.sight.SuspectService;
import org.op25b.controller.status.WouldBlockJson;
import org.op25b.controller.wouldblock.WouldBlockService;
import org.op25b.controller.wouldblock.WouldBlockSource;

/** Who would break: whose packets phase monitor lets pass and phase block would drop. */
@Path("would-block")
public final class WouldBlockResource extends Op25bResource {
  private static final int MOST = 100_000;

  /**
   * Lists sources, those told apart wholly first. Parameter: {@code limit} (1 to 100000, else
   * 1000).
   *
   * @return 200; 400 when a parameter is wrong
   */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response sources(@Context UriInfo uri) {
    return ok(
        json()
            .all(
                list(uri),
                get(WouldBlockService.class).limit(),
                get(EnforcementService.class).devices()));
  }

  /**
   * Returns the same as CSV, for those who tell the customers before the date.
   *
   * @return 200; 400 when a parameter is wrong
   */
  @GET
  @Path("export")
  @Produces("text/csv")
  public Response export(@Context UriInfo uri) throws IOException {
    StringWriter text = new StringWriter();
    json().writeCsv(list(uri), text);
    return Response.ok(text.toString(), "text/csv;charset=utf-8").build();
  }

  private static WouldBlockJson json() {
    return new WouldBlockJson(MAPPER, get(SuspectService.class)::customerOf);
  }

  private static List<WouldBlockSource> list(UriInfo uri) {
    int limit = (int) new Query(uri, "limit").number("limit", 1000, 1, MOST);
    List<WouldBlockSource> all = get(WouldBlockService.class).sources();
    return all.subList(0, Math.min(limit, all.size()));
  }
}
