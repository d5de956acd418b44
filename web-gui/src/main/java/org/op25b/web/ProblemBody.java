package org.op25b.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Optional;
import javax.ws.rs.core.Response;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.exchange.ExemptionJson;

/**
 * The one form of every error (RFC 9457), with the members {@code problems} and {@code current}.
 */
final class ProblemBody {
  static final String TYPE = "application/problem+json";

  private ProblemBody() {}

  /** Returns a body without members of its own, for errors that say all by their status. */
  static ObjectNode of(int status, String detail) {
    Response.Status known = Response.Status.fromStatusCode(status);
    ObjectNode node = Op25bResource.MAPPER.createObjectNode();
    node.put("type", "about:blank");
    node.put("title", known == null ? "Error" : known.getReasonPhrase());
    node.put("status", status);
    node.put("detail", detail);
    return node;
  }

  /** Returns a body for everything that is wrong, whose fields are JSON pointers already. */
  static ObjectNode ofPolicy(int status, ImmutableList<Problem> problems) {
    ObjectNode node = of(status, problems);
    ExemptionJson json = new ExemptionJson(Op25bResource.MAPPER);
    ArrayNode array = node.putArray("problems");
    for (Problem problem : problems) {
      ObjectNode one = json.problem(problem);
      one.remove("field");
      array.add(one.put("pointer", problem.field()));
    }
    return node;
  }

  private static ObjectNode of(int status, ImmutableList<Problem> problems) {
    Problem first = problems.get(0);
    ObjectNode node = of(status, (first.message() + " " + first.remedy()).trim());
    node.put("type", "urn:op25b:problem:" + first.code().code());
    return node;
  }

  /**
   * Returns a body for everything that is wrong.
   *
   * @param inBody whether the fields are those of the body; else they are query parameters
   */
  static ObjectNode of(
      int status,
      ImmutableList<Problem> problems,
      Optional<ExemptionRecord> current,
      boolean inBody) {
    ObjectNode node = of(status, problems);
    ExemptionJson json = new ExemptionJson(Op25bResource.MAPPER);
    ArrayNode array = node.putArray("problems");
    for (Problem problem : problems) {
      ObjectNode one = json.problem(problem);
      one.remove("field");
      if (!problem.field().isEmpty()) {
        one.put(
            inBody ? "pointer" : "parameter", inBody ? pointer(problem.field()) : problem.field());
      }
      array.add(one);
    }
    current.ifPresent(record -> node.set("current", json.exemption(record, Instant.now())));
    return node;
  }

  /** A JSON pointer as a URI fragment would hold it, without the number sign (RFC 6901). */
  private static String pointer(String field) {
    return "/" + field.replace("~", "~0").replace("/", "~1");
  }
}
