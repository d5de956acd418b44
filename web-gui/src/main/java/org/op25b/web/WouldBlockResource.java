package org.op25b.web;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
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
import org.op25b.controller.wouldblock.WouldBlockQuery;
import org.op25b.controller.wouldblock.WouldBlockService;
import org.op25b.controller.wouldblock.WouldBlockSort;
import org.op25b.controller.wouldblock.WouldBlockSource;

/** Who would break: whose packets phase monitor lets pass and phase block would drop. */
@Path("would-block")
public final class WouldBlockResource extends Op25bResource {
  private static final int MOST = 100_000;

  /**
   * Lists sources, those told apart wholly first. Filters: {@code q}, {@code pool}; {@code sort}
   * with a minus sign before it for falling order; {@code offset} and {@code limit} (1 to 100000,
   * else 1000).
   *
   * @return 200 with one page; 400 when a parameter is wrong
   */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response sources(@Context UriInfo uri) {
    Query query = query(uri);
    ImmutableList<WouldBlockSource> found = found(query);
    return ok(
        json()
            .page(
                page(found, query),
                found.size(),
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
    Query query = query(uri);
    StringWriter text = new StringWriter();
    json().writeCsv(page(found(query), query), text);
    return Response.ok(text.toString(), "text/csv;charset=utf-8").build();
  }

  private static WouldBlockJson json() {
    return new WouldBlockJson(MAPPER, get(SuspectService.class));
  }

  private static Query query(UriInfo uri) {
    return new Query(uri, "q", "pool", "sort", "offset", "limit");
  }

  private static ImmutableList<WouldBlockSource> found(Query query) {
    Optional<String> sort = query.text("sort");
    boolean descending = sort.map(text -> text.startsWith("-")).orElse(false);
    WouldBlockQuery wanted =
        WouldBlockQuery.of(
            query.text("q"),
            query.text("pool"),
            sort.map(
                text ->
                    query.word(
                        "sort", descending ? text.substring(1) : text, WouldBlockSort.class)),
            descending);
    return wanted.in(get(WouldBlockService.class).sources(), get(SuspectService.class)::customerOf);
  }

  private static List<WouldBlockSource> page(ImmutableList<WouldBlockSource> found, Query query) {
    return WouldBlockQuery.page(
        found,
        (int) query.number("offset", 0, 0, Integer.MAX_VALUE),
        (int) query.number("limit", 1000, 1, MOST));
  }
}
