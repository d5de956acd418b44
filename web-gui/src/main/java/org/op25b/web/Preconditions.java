package org.op25b.web;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;

/** The versions that a change is based on, as {@code If-Match} says it (RFC 9110, 13.1.1). */
final class Preconditions {
  private static final Pattern TAG = Pattern.compile("\"(\\d{1,18})\"");

  private Preconditions() {}

  /**
   * Returns the version that the header names; empty when it is absent or {@code *}.
   *
   * @throws RefusedException 412 when no version can match it, as with a weak or a foreign tag; 400
   *     when it names several
   */
  static Optional<Long> version(String ifMatch) {
    if (ifMatch == null || ifMatch.trim().equals("*")) {
      return Optional.empty();
    }
    Matcher tag = TAG.matcher(ifMatch.trim());
    if (tag.matches()) {
      return Optional.of(Long.parseLong(tag.group(1)));
    }
    boolean several = ifMatch.indexOf(',') >= 0;
    throw new RefusedException(
        several ? 400 : 412,
        Problem.of(
            several ? ProblemCode.OUT_OF_RANGE : ProblemCode.STALE,
            "",
            "If-Match: " + Problem.quote(ifMatch) + " is not the tag of a version.",
            "Send the ETag of the exemption as it was read, or *."));
  }
}
