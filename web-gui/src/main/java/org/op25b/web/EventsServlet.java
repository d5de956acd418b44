package org.op25b.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.onlab.osgi.ServiceNotFoundException;
import org.op25b.controller.exemption.ExemptionService;
import org.op25b.controller.policyops.PolicyOperations;

/**
 * Streams changes as server-sent events. A servlet, because ONOS carries no bundle of Jersey's
 * server-sent events; the container has asked for user and role before this is called.
 */
public final class EventsServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private transient EventHub hub;

  @Override
  public void init() {
    hub = new EventHub();
  }

  @Override
  public void destroy() {
    hub.close();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getMethod().equals("GET")) {
      response.setHeader("Allow", "GET");
      refuse(response, 405, "The resource does not know this method. Use GET.");
      return;
    }
    if (!request.isUserInRole("viewer")) {
      refuse(response, 403, "The user may not do this. It needs the role viewer.");
      return;
    }
    try {
      hub.listenTo(Op25bResource.get(ExemptionService.class));
      hub.listenTo(Op25bResource.get(PolicyOperations.class));
    } catch (ServiceNotFoundException e) {
      refuse(response, 503, "The application's services are starting or stopping.");
      return;
    }
    if (hub.isFull()) {
      response.setHeader("Retry-After", "30");
      refuse(response, 503, "Too many clients follow the events. Try again later.");
      return;
    }
    response.setContentType("text/event-stream;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    AsyncContext context = request.startAsync();
    context.setTimeout(0);
    hub.add(context);
  }

  private static void refuse(HttpServletResponse response, int status, String detail)
      throws IOException {
    response.setStatus(status);
    response.setContentType(ProblemBody.TYPE);
    response
        .getOutputStream()
        .write(ProblemBody.of(status, detail).toString().getBytes(StandardCharsets.UTF_8));
  }
}
