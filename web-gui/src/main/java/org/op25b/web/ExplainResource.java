package org.op25b.web;

import java.time.Instant;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.op25b.controller.exemption.PrefixText;
import org.op25b.controller.status.Explanation;
import org.op25b.controller.status.Op25bService;
import org.op25b.controller.status.PolicyJson;
import org.op25b.policy.TcpPacket;

/** What happens to one connection, and why. */
@Path("explain")
public final class ExplainResource extends Op25bResource {
  /** Any port that is neither 25 nor unseen stands for the client's. */
  private static final int CLIENT_PORT = 49152;

  /**
   * Explains a TCP connection from {@code source} to {@code destination}, {@code port} 25 if not
   * given.
   *
   * @return 200; 400 when an address or the port is none; 404 when there is no policy
   */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Response explain(@Context UriInfo uri) {
    Query query = new Query(uri, "source", "destination", "port");
    IpAddress source = address(query, "source");
    IpAddress destination = address(query, "destination");
    int port = (int) query.number("port", TcpPacket.SMTP, 0, 0xffff);
    if (source.version() != destination.version()) {
      throw Query.refusal(
          "destination", "The two addresses are of different families.", "Give two of one family.");
    }
    TcpPacket packet = TcpPacket.of(source, CLIENT_PORT, destination, port);
    Op25bService service = get(Op25bService.class);
    Explanation explanation =
        Explanation.of(policy(), packet, Instant.now(), device -> service.rulesFor(device, packet));
    return ok(new PolicyJson(MAPPER).explanation(explanation));
  }

  private static IpAddress address(Query query, String name) {
    IpPrefix prefix = PrefixText.parse(name, query.text(name).orElse(""));
    if (prefix.prefixLength() != prefix.address().toOctets().length * Byte.SIZE) {
      throw Query.refusal(name, prefix + " is more than one address.", "Give one address.");
    }
    return prefix.address();
  }
}
