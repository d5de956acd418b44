package org.op25b.web;

import com.google.common.hash.Hashing;
import com.google.common.io.ByteStreams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Tells browsers what the page may do: load scripts and styles of its own, talk to its own origin,
 * make no HTML from text (Trusted Types; the policy is Lit's), and be framed by nobody.
 *
 * <p>The one script that stands in the page itself, the import map, cannot be a file of its own in
 * any browser. It is let in by its hash, taken from the page that is served. A page that is opened
 * with credentials in its address loads Lit twice, hence {@code allow-duplicates}.
 */
public final class PageHeaders implements Filter {
  private static final String PAGE = "/index.html";
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  private String policy;

  @Override
  public void init(FilterConfig config) throws ServletException {
    policy =
        "default-src 'none'; script-src 'self' 'sha256-"
            + hashOfImportMap(config.getServletContext())
            + "'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none';"
            + " require-trusted-types-for 'script'; trusted-types lit-html 'allow-duplicates'";
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletResponse answer = (HttpServletResponse) response;
    answer.setHeader("Content-Security-Policy", policy);
    answer.setHeader("X-Content-Type-Options", "nosniff");
    answer.setHeader("X-Frame-Options", "DENY");
    answer.setHeader("Referrer-Policy", "no-referrer");
    answer.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    boolean data = ((HttpServletRequest) request).getServletPath().startsWith("/v1");
    // Files are asked for again each time, which costs a 304, so that an update is seen at once.
    answer.setHeader("Cache-Control", data ? "no-store" : "no-cache");
    chain.doFilter(request, response);
  }

  @Override
  public void destroy() {}

  private static String hashOfImportMap(ServletContext context) throws ServletException {
    try (InputStream page = context.getResourceAsStream(PAGE)) {
      String text = new String(ByteStreams.toByteArray(page), StandardCharsets.UTF_8);
      Matcher map = IMPORT_MAP.matcher(text);
      if (!map.find()) {
        throw new ServletException(PAGE + " has no import map");
      }
      return Base64.getEncoder()
          .encodeToString(
              Hashing.sha256().hashString(map.group(1), StandardCharsets.UTF_8).asBytes());
    } catch (IOException e) {
      throw new ServletException(e);
    }
  }
}
