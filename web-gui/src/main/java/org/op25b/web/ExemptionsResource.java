package org.op25b.web;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.io.BufferedWriter;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.core.StreamingOutput;
import javax.ws.rs.core.UriInfo;
import org.op25b.controller.PageSize;
import org.op25b.controller.exemption.ChangeContext;
import org.op25b.controller.exemption.ChangeRefusedException;
import org.op25b.controller.exemption.ExemptionDraft;
import org.op25b.controller.exemption.ExemptionPages;
import org.op25b.controller.exemption.ExemptionQuery;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ExemptionService;
import org.op25b.controller.exemption.ExemptionSort;
import org.op25b.controller.exemption.ExemptionState;
import org.op25b.controller.exemption.ImportReport;
import org.op25b.controller.exemption.ImportRow;
import org.op25b.controller.exemption.PrefixText;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.exemption.TimeText;
import org.op25b.controller.exemption.exchange.CsvFile;
import org.op25b.controller.exemption.exchange.ExemptionJson;
import org.op25b.controller.exemption.exchange.JsonFile;

/** The exemptions. Every answer that shows one carries its version as the ETag. */
@Path("exemptions")
public final class ExemptionsResource extends Op25bResource {
  static final String CSV = "text/csv";

  /** Room for every field at its longest, each character escaped. */
  private static final long MOST_OF_ONE = 64 * 1024;

  private static final long MOST_OF_MANY = 64 * 1024 * 1024;
  private static final int MOST_ROWS = 100_000;
  private static final ExemptionJson JSON = new ExemptionJson(MAPPER);

  @Context private SecurityContext security;
  @Context private HttpServletRequest request;
  @Context private UriInfo uri;

  /**
   * Lists exemptions. Filters: {@code q}, {@code customer}, {@code prefix} (that overlap it),
   * {@code state} (repeatable), {@code pool}, {@code expiringWithin}; {@code sort} with a minus
   * sign before it for falling order; {@code offset} and {@code limit} (1 to 1000, else 100).
   *
   * @return 200 with one page; 400 when a parameter is wrong
   */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response list() {
    Query query =
        new Query(
            uri,
            "q",
            "customer",
            "prefix",
            "state",
            "pool",
            "expiringWithin",
            "sort",
            "offset",
            "limit");
    String sort = query.text("sort").orElse("id");
    boolean descending = sort.startsWith("-");
    ExemptionQuery wanted =
        ExemptionQuery.builder()
            .setText(query.text("q"))
            .setCustomer(query.text("customer"))
            .setOverlapping(query.text("prefix").map(text -> PrefixText.parse("prefix", text)))
            .setStates(
                query.all("state").stream()
                    .map(word -> query.word("state", word, ExemptionState.class))
                    .collect(toImmutableList()))
            .setPool(query.text("pool"))
            .setExpiringWithin(
                query
                    .text("expiringWithin")
                    .map(text -> new TimeText(ZoneOffset.UTC).duration("expiringWithin", text)))
            .setSort(query.word("sort", descending ? sort.substring(1) : sort, ExemptionSort.class))
            .setDescending(descending)
            .setOffset((int) query.number("offset", 0, 0, Integer.MAX_VALUE))
            .setLimit((int) query.number("limit", 100, 1, PageSize.MOST))
            .build();
    return ok(JSON.page(get(ExemptionService.class).list(wanted), Instant.now()));
  }

  /**
   * Adds an exemption. {@code force=true} overrides the guard rails that can be. A repeated request
   * with the same {@code Idempotency-Key} is answered with what the first one made.
   *
   * @return 201 with the exemption and its location; 400, 409
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Response create(@HeaderParam("Idempotency-Key") String key, InputStream body) {
    boolean force = new Query(uri, "force").flag("force");
    ChangeContext context = context().withForce(force).withIdempotencyKey(Optional.ofNullable(key));
    ExemptionRecord made = get(ExemptionService.class).create(draft(body), context);
    URI location = uri.getAbsolutePathBuilder().path(made.id()).build();
    return shown(Response.created(location), made);
  }

  /**
   * Returns one exemption, in whatever state.
   *
   * @return 200; 404
   */
  @GET
  @Path("{id}")
  @Produces(MediaType.APPLICATION_JSON)
  public Response read(@PathParam("id") String id) {
    return shown(Response.ok(), find(id));
  }

  /**
   * Replaces what an exemption says; what is computed, such as its state, is ignored.
   *
   * @return 200; 400, 404, 409; 412 when it has changed since; 428 without If-Match
   */
  @PUT
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Response update(
      @PathParam("id") String id, @HeaderParam("If-Match") String ifMatch, InputStream body) {
    boolean force = new Query(uri, "force").flag("force");
    if (ifMatch == null) {
      throw new RefusedException(
          428,
          Problem.of(
              ProblemCode.MISSING,
              "",
              "The request does not say which version it is based on.",
              "Send If-Match with the ETag of the exemption as it was read."));
    }
    ExemptionDraft draft = draft(body);
    long version = Preconditions.version(ifMatch).orElseGet(() -> find(id).version());
    ExemptionRecord changed =
        get(ExemptionService.class).update(id, version, draft, context().withForce(force));
    return shown(Response.ok(), changed);
  }

  /**
   * Ends an exemption at once; it stays to be seen as revoked. {@code why} goes to its record.
   *
   * @return 200 with the revoked exemption; 404; 412 when If-Match names an old version
   */
  @DELETE
  @Path("{id}")
  @Produces(MediaType.APPLICATION_JSON)
  public Response revoke(@PathParam("id") String id, @HeaderParam("If-Match") String ifMatch) {
    String why = new Query(uri, "why").text("why").orElse("");
    ExemptionRecord ended =
        get(ExemptionService.class).revoke(id, Preconditions.version(ifMatch), why, context());
    return shown(Response.ok(), ended);
  }

  /**
   * Adds many exemptions, all or none; with {@code dryRun=true} only says what would happen.
   *
   * @return 200 with the outcome of each row when all were added, or in a dry run; 409 with the
   *     outcomes when a row is refused; 400 when the file cannot be read; 413
   */
  @POST
  @Path("import")
  @Consumes({MediaType.APPLICATION_JSON, CSV})
  @Produces(MediaType.APPLICATION_JSON)
  public Response importAll(@Context javax.ws.rs.core.HttpHeaders headers, InputStream body) {
    Query query = new Query(uri, "dryRun", "force");
    boolean dryRun = query.flag("dryRun");
    boolean force = query.flag("force");
    boolean csv = headers.getMediaType().isCompatible(MediaType.valueOf(CSV));
    List<ImportRow> rows =
        Bodies.parse(
            body,
            MOST_OF_MANY,
            reader -> csv ? CsvFile.read(reader, MOST_ROWS) : JsonFile.read(reader, MOST_ROWS));
    ImportReport report =
        get(ExemptionService.class).importAll(rows, dryRun, context().withForce(force));
    ObjectNode node = JSON.report(report, dryRun);
    if (dryRun || report.committed()) {
      return ok(node);
    }
    ObjectNode problem =
        ProblemBody.of(
            409,
            String.format(
                "%d of %d rows are refused, so nothing was imported. Mend or remove them.",
                report.refused().size(), report.rows().size()));
    problem.setAll(node);
    return Response.status(409).type(ProblemBody.TYPE).entity(problem.toString()).build();
  }

  /** Returns all exemptions as a file that can be imported, by Accept as JSON or CSV. */
  @GET
  @Path("export")
  @Produces({MediaType.APPLICATION_JSON, CSV})
  public Response export(@Context javax.ws.rs.core.Request negotiation) {
    javax.ws.rs.core.Variant variant =
        negotiation.selectVariant(
            javax.ws.rs.core.Variant.mediaTypes(
                    MediaType.APPLICATION_JSON_TYPE, MediaType.valueOf(CSV))
                .build());
    boolean csv = variant != null && variant.getMediaType().getSubtype().equals("csv");
    ImmutableList<ExemptionRecord> all = ExemptionPages.all(get(ExemptionService.class));
    StreamingOutput output =
        out -> {
          Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          if (csv) {
            CsvFile.write(all, Instant.now(), writer);
          } else {
            JsonFile.write(all, Instant.now(), writer);
          }
          writer.flush();
        };
    return Response.ok(output, csv ? CSV + ";charset=utf-8" : MediaType.APPLICATION_JSON).build();
  }

  private static ExemptionRecord find(String id) {
    return get(ExemptionService.class)
        .find(id)
        .orElseThrow(
            () ->
                new RefusedException(
                    404,
                    Problem.of(
                        ProblemCode.NOT_FOUND,
                        "",
                        "There is no exemption " + Problem.quote(id) + ".",
                        "List the exemptions to find its id.")));
  }

  private static Response shown(Response.ResponseBuilder builder, ExemptionRecord record) {
    return builder
        .type(MediaType.APPLICATION_JSON_TYPE)
        .tag(String.valueOf(record.version()))
        .entity(JSON.exemption(record, Instant.now()).toString())
        .build();
  }

  private ChangeContext context() {
    return ChangeContext.of(actor(security, request));
  }

  private static ExemptionDraft draft(InputStream body) {
    ImportRow row = Bodies.parse(body, MOST_OF_ONE, JsonFile::readOne);
    if (!row.problems().isEmpty()) {
      throw new ChangeRefusedException(row.problems());
    }
    return row.draft();
  }
}
