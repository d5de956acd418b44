package org.op25b.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.util.Optional;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import javax.ws.rs.ext.Provider;
import org.onlab.osgi.ServiceNotFoundException;
import org.op25b.controller.audit.JournalUnavailableException;
import org.op25b.controller.exemption.ChangeRefusedException;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.policyops.PolicyOperations;
import org.op25b.controller.policyops.PolicyOperationsJson;
import org.op25b.controller.policyops.PolicyRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers everything that goes wrong, Jersey's own refusals included, in one form. */
@Provider
public final class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final Logger log = LoggerFactory.getLogger(ProblemMapper.class);

  @Context private Request request;

  @Override
  public Response toResponse(Throwable error) {
    if (error instanceof ChangeRefusedException) {
      ChangeRefusedException refused = (ChangeRefusedException) error;
      return response(status(refused.problems()), refused.problems(), refused.current());
    }
    if (error instanceof PolicyRefusedException) {
      PolicyRefusedException refused = (PolicyRefusedException) error;
      return response(status(refused.problems()), refused);
    }
    if (error instanceof RefusedException) {
      RefusedException refused = (RefusedException) error;
      return response(refused.status(), refused.problems(), Optional.empty());
    }
    if (error instanceof WebApplicationException) {
      return ofJersey(((WebApplicationException) error).getResponse());
    }
    if (error instanceof ServiceNotFoundException) {
      return plain(503, "The application's services are starting or stopping. Try again shortly.");
    }
    if (error instanceof JournalUnavailableException) {
      return plain(503, error.getMessage());
    }
    log.error("A request failed", error);
    return plain(500, "The request failed for a reason that is not yours; the log has more.");
  }

  /** The body of Jersey's own answer names classes and the like, so it is not passed on. */
  private static Response ofJersey(Response answer) {
    if (answer.getStatus() < 400) {
      return answer;
    }
    Response.ResponseBuilder builder =
        Response.status(answer.getStatus())
            .type(ProblemBody.TYPE)
            .entity(ProblemBody.of(answer.getStatus(), detail(answer.getStatus())).toString());
    Object allow = answer.getHeaders().getFirst(HttpHeaders.ALLOW);
    return (allow == null ? builder : builder.header(HttpHeaders.ALLOW, allow)).build();
  }

  private static String detail(int status) {
    switch (status) {
      case 404:
        return "There is no such resource. See openapi.json for those that there are.";
      case 405:
        return "The resource does not know this method. Allow names those that it knows.";
      case 406:
        return "None of the types that Accept names can be produced.";
      case 415:
        return "The body is of a type that this resource does not take. See openapi.json.";
      default:
        return "The request cannot be served.";
    }
  }

  private static Response plain(int status, String detail) {
    return Response.status(status)
        .type(ProblemBody.TYPE)
        .entity(ProblemBody.of(status, detail).toString())
        .build();
  }

  private Response response(
      int status, ImmutableList<Problem> problems, Optional<ExemptionRecord> current) {
    boolean inBody = !request.getMethod().equals("GET") && !request.getMethod().equals("DELETE");
    ObjectNode body = ProblemBody.of(status, problems, current, inBody);
    Response.ResponseBuilder builder =
        Response.status(status).type(ProblemBody.TYPE).entity(body.toString());
    current.ifPresent(record -> builder.tag(String.valueOf(record.version())));
    return builder.build();
  }

  private static Response response(int status, PolicyRefusedException refused) {
    ObjectNode body = ProblemBody.ofPolicy(status, refused.problems());
    Response.ResponseBuilder builder = Response.status(status).type(ProblemBody.TYPE);
    refused
        .current()
        .ifPresent(
            version -> {
              PolicyOperations operations = Op25bResource.get(PolicyOperations.class);
              body.set(
                  "current",
                  new PolicyOperationsJson(Op25bResource.MAPPER).version(version, operations));
              builder.tag(String.valueOf(version.number()));
            });
    return builder.entity(body.toString()).build();
  }

  private static int status(ImmutableList<Problem> problems) {
    // What is malformed comes first: it has to be mended whatever else is wrong.
    int worst = 0;
    for (Problem problem : problems) {
      int status = status(problem.code());
      worst = worst == 0 || status == 400 ? status : worst;
    }
    return worst;
  }

  private static int status(ProblemCode code) {
    switch (code) {
      case NOT_FOUND:
        return 404;
      case STALE:
        return 412;
      case UNAVAILABLE:
        return 503;
      case ID_TAKEN:
      case DUPLICATE:
      case REVOKED:
      case KEY_REUSED:
      case FULL:
      case CONFLICT:
        return 409;
      default:
        return code.forcible() ? 409 : 400;
    }
  }
}
