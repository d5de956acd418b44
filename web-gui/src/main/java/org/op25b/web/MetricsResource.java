package org.op25b.web;

import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Response;
import org.op25b.controller.copies.CopyService;
import org.op25b.controller.counters.CountersService;
import org.op25b.controller.counters.PrometheusText;

/** The counters for Prometheus. */
@Path("metrics")
public final class MetricsResource extends Op25bResource {
  /**
   * Returns the counters in Prometheus' text format.
   *
   * @return 200; 503 while the application's services are starting
   */
  @GET
  @Produces(PrometheusText.MEDIA_TYPE)
  public Response metrics() {
    return Response.ok(
            PrometheusText.of(get(CountersService.class).counters())
                + PrometheusText.counter(
                    "op25b_copies_received_total",
                    "Copies of blocked packets that switches have sent to this controller.",
                    get(CopyService.class).received()))
        .build();
  }
}
