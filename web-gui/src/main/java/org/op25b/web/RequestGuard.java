package org.op25b.web;

import com.google.common.collect.ImmutableSet;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.ext.Provider;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;

/**
 * Reading needs ONOS's role {@code viewer}, everything else {@code admin} as well, as in ONOS's own
 * REST. A body must say of what type it is: a form on another web page, which a browser would send
 * with the operator's credentials, can say neither JSON nor CSV. Where the browser says that
 * another site's page asks, nothing is written whatever the body.
 */
@Provider
public final class RequestGuard implements ContainerRequestFilter {
  private static final ImmutableSet<String> READING = ImmutableSet.of("GET", "HEAD", "OPTIONS");

  /** What browsers say of requests by other sites' pages (Fetch Metadata, Sec-Fetch-Site). */
  private static final ImmutableSet<String> FOREIGN = ImmutableSet.of("cross-site", "same-site");

  private static final ImmutableSet<String> WITH_BODY = ImmutableSet.of("POST", "PUT", "PATCH");

  @Override
  public void filter(ContainerRequestContext request) {
    SecurityContext security = request.getSecurityContext();
    boolean reads = READING.contains(request.getMethod());
    if (!security.isUserInRole("viewer") || !(reads || security.isUserInRole("admin"))) {
      throw new RefusedException(
          403,
          Problem.of(
              ProblemCode.OUT_OF_RANGE,
              "",
              "The user may not do this.",
              "It needs the role " + (reads ? "viewer." : "admin.")));
    }
    if (!reads && FOREIGN.contains(String.valueOf(request.getHeaderString("Sec-Fetch-Site")))) {
      throw new RefusedException(
          403,
          Problem.of(
              ProblemCode.OUT_OF_RANGE,
              "",
              "The request was made by a page of another site.",
              "Use the page of this application."));
    }
    if (WITH_BODY.contains(request.getMethod()) && request.getMediaType() == null) {
      throw new RefusedException(
          415,
          Problem.of(
              ProblemCode.MISSING,
              "",
              "The request does not say of what type its body is.",
              "Send Content-Type: application/json."));
    }
  }
}
