package org.op25b.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
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
import javax.ws.rs.core.UriInfo;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.policyops.PolicyContext;
import org.op25b.controller.policyops.PolicyOperations;
import org.op25b.controller.policyops.PolicyOperationsJson;
import org.op25b.controller.policyops.PolicyOutcome;
import org.op25b.controller.policyops.PolicyVersion;

/** The policy and its versions. The number of the current version is the ETag. */
@Path("policy")
public final class PolicyResource extends Op25bResource {
  /** More than ONOS's storage takes. */
  private static final long MOST = 16 * 1024 * 1024;

  private static final PolicyOperationsJson JSON = new PolicyOperationsJson(MAPPER);

  @Context private SecurityContext security;
  @Context private HttpServletRequest request;
  @Context private UriInfo uri;

  /**
   * Returns the policy in force, without the exemptions of the store, as it was configured.
   *
   * @return 200; 404 when there is none
   */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response read() {
    PolicyOperations operations = get(PolicyOperations.class);
    PolicyVersion version = operations.current().orElseThrow(PolicyResource::none);
    JsonNode policy = operations.policy(version).orElseThrow(PolicyResource::none);
    return json(200, JSON.document(version, policy, operations))
        .tag(String.valueOf(version.number()))
        .build();
  }

  /**
   * Puts a policy in force. {@code dryRun=true} only says what it would change; {@code note} goes
   * to its version.
   *
   * @return 200 with the version and what it changes; 400; 412 when If-Match does not name the
   *     current version; 428 without If-Match
   */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Response apply(@HeaderParam("If-Match") String ifMatch, InputStream body) {
    Query query = new Query(uri, "note", "dryRun");
    if (ifMatch == null) {
      throw new RefusedException(
          428,
          Problem.of(
              ProblemCode.MISSING,
              "",
              "The request does not say which version it is based on.",
              "Send If-Match with the ETag of the policy as it was read, or *."));
    }
    PolicyContext context =
        PolicyContext.of(actor(security, request))
            .withNote(query.text("note").orElse(""))
            .withDryRun(query.flag("dryRun"))
            .withBasedOn(Preconditions.version(ifMatch));
    return outcome(get(PolicyOperations.class).apply(JsonBody.tree(body, MOST), context));
  }

  /**
   * Says what is wrong with a policy, or what it would change.
   *
   * @return 200 in both cases; 400 when the body is not JSON
   */
  @POST
  @Path("check")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Response check(InputStream body) {
    return ok(JSON.check(get(PolicyOperations.class).check(JsonBody.tree(body, MOST))));
  }

  /** Returns the versions that are kept, newest first. */
  @GET
  @Path("versions")
  @Produces(MediaType.APPLICATION_JSON)
  public Response versions() {
    PolicyOperations operations = get(PolicyOperations.class);
    ObjectNode node = MAPPER.createObjectNode();
    operations.current().ifPresent(version -> node.put("current", version.number()));
    ArrayNode versions = node.putArray("versions");
    operations.versions().forEach(version -> versions.add(JSON.version(version, operations)));
    return ok(node);
  }

  /**
   * Returns a version with its policy.
   *
   * @return 200; 404 when it is not kept
   */
  @GET
  @Path("versions/{number}")
  @Produces(MediaType.APPLICATION_JSON)
  public Response version(@PathParam("number") String number) {
    PolicyOperations operations = get(PolicyOperations.class);
    Optional<PolicyVersion> version =
        number.matches("\\d{1,18}") ? operations.version(Long.parseLong(number)) : Optional.empty();
    PolicyVersion found =
        version.orElseThrow(
            () ->
                new RefusedException(
                    404,
                    Problem.of(
                        ProblemCode.NOT_FOUND,
                        "",
                        "There is no version " + Problem.quote(number) + " (any more).",
                        "GET policy/versions lists them.")));
    ObjectNode node = MAPPER.createObjectNode();
    node.set("version", JSON.version(found, operations));
    operations.policy(found).ifPresent(policy -> node.set("policy", policy));
    return ok(node);
  }

  /**
   * Puts an earlier version in force again, as a new version.
   *
   * @return 200; 400; 404 when it is not kept; 409 when it is the removal of the policy; 412
   */
  @POST
  @Path("rollback")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Response rollBack(@HeaderParam("If-Match") String ifMatch, InputStream body) {
    JsonBody wanted = JsonBody.read(body, "version", "note", "dryRun");
    PolicyContext context =
        PolicyContext.of(actor(security, request))
            .withNote(wanted.text("note").orElse(""))
            .withDryRun(wanted.flag("dryRun"))
            .withBasedOn(Preconditions.version(ifMatch));
    return outcome(get(PolicyOperations.class).rollBack(wanted.number("version"), context));
  }

  private static Response outcome(PolicyOutcome outcome) {
    Response.ResponseBuilder builder =
        json(200, JSON.outcome(outcome, get(PolicyOperations.class)));
    outcome.version().ifPresent(version -> builder.tag(String.valueOf(version.number())));
    return builder.build();
  }

  private static RefusedException none() {
    return new RefusedException(
        404,
        Problem.of(
            ProblemCode.NOT_FOUND,
            "",
            "There is no policy.",
            "PUT one with If-Match: *, or put one into network configuration:"
                + " apps/org.op25b/op25b."));
  }
}
