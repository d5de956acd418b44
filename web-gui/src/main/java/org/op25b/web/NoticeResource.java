package org.op25b.web;

import com.google.common.collect.ImmutableMap;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.servlet.http.HttpServletResponse;
import javax.ws.rs.GET;
import javax.ws.rs.NotAcceptableException;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;
import javax.ws.rs.core.Variant;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.notice.NoticeService;
import org.op25b.notice.Language;
import org.op25b.notice.Notice;
import org.op25b.notice.NoticeTooLongException;
import org.op25b.notice.UnknownTenantException;

/** What customers are told. */
@Path("notice")
public final class NoticeResource extends Op25bResource {
  /** The formats, by the value of parameter {@code format}. */
  private enum Format {
    HTML(MediaType.TEXT_HTML),
    MD("text/markdown");

    private final String type;

    Format(String type) {
      this.type = type;
    }

    MediaType type() {
      return MediaType.valueOf(type).withCharset(StandardCharsets.UTF_8.name());
    }

    String write(Notice notice, Language language) {
      return this == HTML ? notice.html(language) : notice.markdown(language);
    }
  }

  private static final ImmutableMap<MediaType, Format> FORMATS =
      ImmutableMap.of(Format.HTML.type(), Format.HTML, Format.MD.type(), Format.MD);

  /** Own styles and nothing else: the document has no scripts and loads nothing. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

  /**
   * Returns the notice of the policy in force, {@code tenant} being for whose customers it is.
   *
   * @return 200 as HTML or Markdown, as {@code format} or else {@code Accept} asks for; 400 when a
   *     parameter is wrong; 404 when there is no policy; 406 when neither format is accepted; 409
   *     when the policy is too large for a notice
   */
  @GET
  @Produces(MediaType.WILDCARD)
  public Response notice(
      @Context UriInfo uri, @Context Request request, @Context HttpServletResponse response) {
    Query query = new Query(uri, "lang", "format", "tenant");
    Language language =
        query
            .text("lang")
            .map(text -> query.word("lang", text, Language.class))
            .orElse(Language.JA);
    Format format =
        query
            .text("format")
            .map(text -> query.word("format", text, Format.class))
            .orElseGet(() -> accepted(request));
    // Put in the place of the page's: Jersey would add it, and then both hold.
    response.setHeader("Content-Security-Policy", POLICY);
    return Response.ok(
            format.write(notice(language, query.text("tenant")), language), format.type())
        .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }

  private static Notice notice(Language language, Optional<String> tenant) {
    try {
      Optional<Notice> notice = get(NoticeService.class).notice(language, tenant);
      return notice.orElseThrow(Op25bResource::noPolicy);
    } catch (UnknownTenantException e) {
      throw Query.refusal(
          "tenant", "No pool has the tenant " + Problem.quote(tenant.orElse("")) + ".", e.remedy());
    } catch (NoticeTooLongException e) {
      throw new RefusedException(
          409,
          Problem.of(
              ProblemCode.TOO_LONG,
              "",
              e.getMessage(),
              "Customers need a shorter text; write it from the list of pools."));
    }
  }

  private static Format accepted(Request request) {
    List<Variant> variants = Variant.mediaTypes(FORMATS.keySet().toArray(new MediaType[0])).build();
    Variant variant = request.selectVariant(variants);
    if (variant == null) {
      throw new NotAcceptableException();
    }
    return FORMATS.get(variant.getMediaType());
  }
}
