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
import org.op25b.controller.copies.CopyService;
import org.op25b.controller.sight.Suspect;
import org.op25b.controller.sight.SuspectCsv;
import org.op25b.controller.sight.SuspectJson;
import org.op25b.controller.sight.SuspectService;

/** Who tries to send to port 25 where that is blocked. */
@Path("suspects")
public final class SuspectsResource extends Op25bResource {
  private static final int MOST = 100_000;

  /**
   * Lists suspects, the highest rate first. Parameter: {@code limit} (1 to 100000, else 1000).
   *
   * @return 200; 400 when a parameter is wrong
   */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response suspects(@Context UriInfo uri) {
    return ok(
        new SuspectJson(MAPPER)
            .suspects(
                list(uri), get(CopyService.class).statuses(), get(SuspectService.class).alarms()));
  }

  /**
   * Returns the same as CSV, for the abuse desk.
   *
   * @return 200; 400 when a parameter is wrong
   */
  @GET
  @Path("export")
  @Produces("text/csv")
  public Response export(@Context UriInfo uri) throws IOException {
    StringWriter text = new StringWriter();
    SuspectCsv.write(list(uri), text);
    return Response.ok(text.toString(), "text/csv;charset=utf-8").build();
  }

  private static List<Suspect> list(UriInfo uri) {
    int limit = (int) new Query(uri, "limit").number("limit", 1000, 1, MOST);
    List<Suspect> all = get(SuspectService.class).suspects();
    return all.subList(0, Math.min(limit, all.size()));
  }
}
