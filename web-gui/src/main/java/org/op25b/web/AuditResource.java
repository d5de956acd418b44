package org.op25b.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.StreamingOutput;
import javax.ws.rs.core.UriInfo;
import javax.ws.rs.core.Variant;
import org.op25b.controller.PageSize;
import org.op25b.controller.audit.AuditAction;
import org.op25b.controller.audit.AuditEntry;
import org.op25b.controller.audit.AuditExport;
import org.op25b.controller.audit.AuditJson;
import org.op25b.controller.audit.AuditLog;
import org.op25b.controller.audit.AuditPage;
import org.op25b.controller.audit.AuditQuery;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.exemption.TimeText;

/** Who changed what, and when. */
@Path("audit")
public final class AuditResource extends Op25bResource {
  /** One JSON value a line. */
  static final String NDJSON = "application/x-ndjson";

  /**
   * Lists changes, newest first. Filters: {@code from}, {@code until}, {@code user}, {@code
   * subject}, {@code action}; {@code before} is the {@code next} of the page before.
   *
   * @return 200; 400 when a parameter is wrong
   */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response list(@Context UriInfo uri) {
    Query query = new Query(uri, "from", "until", "user", "subject", "action", "before", "limit");
    TimeText times = new TimeText(ZoneOffset.UTC);
    Instant now = Instant.now();
    AuditQuery wanted =
        AuditQuery.builder()
            .setFrom(query.text("from").map(text -> times.start("from", text, now)))
            .setUntil(query.text("until").map(text -> times.end("until", text, now)))
            .setUser(query.text("user"))
            .setSubject(query.text("subject"))
            .setAction(
                query.text("action").map(word -> query.word("action", word, AuditAction.class)))
            .setBefore(
                query
                    .text("before")
                    .map(unused -> query.number("before", 0, 1, Long.MAX_VALUE / 10)))
            .setLimit((int) query.number("limit", 100, 1, PageSize.MOST))
            .build();
    AuditPage page = get(AuditLog.class).query(wanted);
    ObjectNode node = MAPPER.createObjectNode();
    ArrayNode entries = node.putArray("entries");
    page.entries().forEach(entry -> entries.add(json(entry)));
    page.next().ifPresent(next -> node.put("next", next));
    return ok(node);
  }

  /**
   * Returns the whole log, oldest change first, by Accept as one JSON object a line or as CSV.
   * Parameter: {@code from}, the number of the first change.
   *
   * @return 200; 400 when the parameter is wrong
   */
  @GET
  @Path("export")
  @Produces({NDJSON, ExemptionsResource.CSV})
  public Response export(@Context UriInfo uri, @Context Request negotiation) {
    long from = new Query(uri, "from").number("from", 0, 0, Long.MAX_VALUE / 10);
    Variant variant =
        negotiation.selectVariant(
            Variant.mediaTypes(MediaType.valueOf(NDJSON), MediaType.valueOf(ExemptionsResource.CSV))
                .build());
    boolean csv = variant != null && variant.getMediaType().getSubtype().equals("csv");
    AuditLog log = get(AuditLog.class);
    StreamingOutput output =
        out -> {
          Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          if (csv) {
            AuditExport.writeCsv(log, from, writer);
          } else {
            AuditExport.writeJsonLines(log, from, writer);
          }
          writer.flush();
        };
    return Response.ok(output, csv ? ExemptionsResource.CSV + ";charset=utf-8" : NDJSON).build();
  }

  /**
   * Returns one change.
   *
   * @return 200; 404 when the log does not hold it (any more)
   */
  @GET
  @Path("{number}")
  @Produces(MediaType.APPLICATION_JSON)
  public Response entry(@PathParam("number") String number) {
    Optional<AuditEntry> entry =
        number.matches("\\d{1,18}")
            ? get(AuditLog.class).entry(Long.parseLong(number))
            : Optional.empty();
    return ok(
        json(
            entry.orElseThrow(
                () ->
                    new RefusedException(
                        404,
                        Problem.of(
                            ProblemCode.NOT_FOUND,
                            "",
                            "The log holds no change " + Problem.quote(number) + ".",
                            "GET audit lists those that it holds.")))));
  }

  private static JsonNode json(AuditEntry entry) {
    try {
      return MAPPER.readTree(AuditJson.toJson(entry));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
