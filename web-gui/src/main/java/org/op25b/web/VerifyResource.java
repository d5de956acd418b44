package org.op25b.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.util.List;
import javax.ws.rs.Consumes;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.op25b.controller.enforcement.ProofReport;
import org.op25b.controller.status.Op25bService;
import org.op25b.controller.status.StatusJson;

/** Whether the switches do what the policy says. */
@Path("verify")
public final class VerifyResource extends Op25bResource {
  /**
   * Compares the rules read back from every edge switch with the policy, for every packet. Takes
   * seconds with many rules. The body is {@code {}}.
   *
   * @return 200 with a report for each switch that this node drives
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Response verify(InputStream body) {
    JsonBody.read(body);
    List<ProofReport> reports = get(Op25bService.class).verify();
    ObjectNode node = MAPPER.createObjectNode();
    node.put("proven", !reports.isEmpty() && reports.stream().allMatch(ProofReport::isProven));
    ArrayNode devices = node.putArray("devices");
    reports.forEach(report -> devices.add(new StatusJson(MAPPER).proof(report)));
    return ok(node);
  }
}
