package org.op25b.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.servlet.RequestDispatcher;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Gives what the container itself refuses, above all 401, the form of all other errors. */
public final class ProblemServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    int status = code instanceof Integer ? (Integer) code : 404;
    response.setStatus(status);
    response.setContentType(ProblemBody.TYPE);
    response
        .getOutputStream()
        .write(ProblemBody.of(status, detail(status)).toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String detail(int status) {
    switch (status) {
      case 401:
        return "Who asks is not known. Send the name and password of an ONOS user.";
      case 403:
        return "The user may not do this. It needs the role viewer or admin.";
      case 404:
        return "There is no such resource. See v1/openapi.json for those that there are.";
      default:
        return "The request cannot be served.";
    }
  }
}
