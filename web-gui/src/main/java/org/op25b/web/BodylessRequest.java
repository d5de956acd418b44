package org.op25b.web;

import com.google.common.collect.ImmutableSet;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.PreMatching;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.ext.Provider;

/**
 * Forgets the Content-Type of requests that have no body. Many clients send it always, and Jersey
 * would answer 415.
 */
@Provider
@PreMatching
public final class BodylessRequest implements ContainerRequestFilter {
  private static final ImmutableSet<String> BODYLESS =
      ImmutableSet.of("GET", "HEAD", "OPTIONS", "DELETE");

  @Override
  public void filter(ContainerRequestContext request) {
    if (BODYLESS.contains(request.getMethod())) {
      request.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
    }
  }
}
