package org.op25b.web;

import com.google.common.collect.ImmutableList;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.HeaderParam;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.core.UriInfo;
import org.op25b.controller.Words;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.policyops.PhaseJson;
import org.op25b.controller.policyops.PhaseOperations;
import org.op25b.controller.policyops.PhaseOutcome;
import org.op25b.controller.policyops.PhaseTarget;
import org.op25b.controller.policyops.PolicyContext;
import org.op25b.controller.policyops.PolicyOperations;
import org.op25b.controller.policyops.PolicyRefusedException;
import org.op25b.policy.Phase;

/**
 * The phases of the pools, now and to come. With {@code dryRun=true} a change is only shown. A
 * change names its pools by {@code pools}, {@code area} or {@code all}.
 */
@Path("phases")
public final class PhasesResource extends Op25bResource {
  private static final PhaseJson JSON = new PhaseJson(MAPPER);

  @Context private SecurityContext security;
  @Context private HttpServletRequest request;
  @Context private UriInfo uri;

  /** Returns every pool with its phase, and all schedules. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response phases() {
    return ok(JSON.all(get(PhaseOperations.class), get(PolicyOperations.class)));
  }

  /**
   * Brings pools to a phase now.
   *
   * @return 200; 400; 404 when there is no such pool; 412
   */
  @POST
  @Path("set")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Response set(@HeaderParam("If-Match") String ifMatch, InputStream body) {
    JsonBody wanted = JsonBody.read(body, "pools", "area", "all", "phase", "note");
    PolicyContext context = context(ifMatch, wanted);
    return answer(get(PhaseOperations.class).set(target(wanted), phase(wanted), context), context);
  }

  /**
   * Brings pools to a phase at an instant.
   *
   * @return 200; 400; 404 when there is no such pool; 409 when one of them has a schedule at that
   *     instant; 412
   */
  @POST
  @Path("schedule")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Response schedule(@HeaderParam("If-Match") String ifMatch, InputStream body) {
    JsonBody wanted = JsonBody.read(body, "pools", "area", "all", "phase", "at", "note");
    PolicyContext context = context(ifMatch, wanted);
    return answer(
        get(PhaseOperations.class)
            .schedule(target(wanted), phase(wanted), wanted.needed("at"), context),
        context);
  }

  /**
   * Gives a pending schedule another time.
   *
   * @return 200; 400; 404; 409 when it is not pending, or a pool has another one then
   */
  @POST
  @Path("postpone")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Response postpone(@HeaderParam("If-Match") String ifMatch, InputStream body) {
    JsonBody wanted = JsonBody.read(body, "schedule", "at", "note");
    PolicyContext context = context(ifMatch, wanted);
    return answer(
        get(PhaseOperations.class)
            .postpone(wanted.needed("schedule"), wanted.needed("at"), context),
        context);
  }

  /**
   * Calls off a pending schedule.
   *
   * @return 200; 400; 404; 409 when it is not pending
   */
  @POST
  @Path("cancel")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Response cancel(@HeaderParam("If-Match") String ifMatch, InputStream body) {
    JsonBody wanted = JsonBody.read(body, "schedule", "note");
    PolicyContext context = context(ifMatch, wanted);
    return answer(get(PhaseOperations.class).cancel(wanted.needed("schedule"), context), context);
  }

  /**
   * Brings each pool back to the phase before its last change.
   *
   * @return 200; 400; 404 when there is no such pool; 409 when nothing earlier is known; 412
   */
  @POST
  @Path("rollback")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Response rollBack(@HeaderParam("If-Match") String ifMatch, InputStream body) {
    JsonBody wanted = JsonBody.read(body, "pools", "area", "all", "note");
    PolicyContext context = context(ifMatch, wanted);
    return answer(get(PhaseOperations.class).rollBack(target(wanted), context), context);
  }

  private PolicyContext context(String ifMatch, JsonBody wanted) {
    return PolicyContext.of(actor(security, request))
        .withNote(wanted.text("note").orElse(""))
        .withBasedOn(Preconditions.version(ifMatch))
        .withDryRun(new Query(uri, "dryRun").flag("dryRun"));
  }

  private static Response answer(PhaseOutcome outcome, PolicyContext context) {
    Response.ResponseBuilder builder =
        json(200, JSON.outcome(outcome, context.dryRun(), get(PolicyOperations.class)));
    outcome.policy().version().ifPresent(version -> builder.tag(String.valueOf(version.number())));
    return builder.build();
  }

  private static PhaseTarget target(JsonBody wanted) {
    Optional<ImmutableList<String>> pools = wanted.texts("pools");
    Optional<String> area = wanted.text("area");
    boolean all = wanted.flag("all");
    long named = Stream.of(pools.isPresent(), area.isPresent(), all).filter(given -> given).count();
    if (named != 1 || pools.map(ImmutableList::isEmpty).orElse(false)) {
      throw new PolicyRefusedException(
          ProblemCode.MISSING,
          "/pools",
          "It is not clear which pools are meant.",
          "Send one of \"pools\": [names], \"area\": name, \"all\": true.");
    }
    return pools
        .map(PhaseTarget::pools)
        .orElseGet(() -> area.map(PhaseTarget::area).orElseGet(PhaseTarget::all));
  }

  private static Phase phase(JsonBody wanted) {
    String word = wanted.needed("phase");
    for (Phase phase : Phase.values()) {
      if (Words.of(phase).equals(word)) {
        return phase;
      }
    }
    throw new PolicyRefusedException(
        ProblemCode.OUT_OF_RANGE,
        "/phase",
        Problem.quote(word) + " is not a phase.",
        "Send off, monitor, block or block-all.");
  }
}
