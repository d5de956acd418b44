package org.op25b.web;

import com.google.common.io.Resources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;

/** The description of this interface. */
@Path("openapi.json")
public final class OpenApiResource extends Op25bResource {
  /** Returns the OpenAPI 3.0 document. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response document() throws IOException {
    return Response.ok(
            Resources.toString(
                Resources.getResource(OpenApiResource.class, "openapi.json"),
                StandardCharsets.UTF_8))
        .build();
  }
}
