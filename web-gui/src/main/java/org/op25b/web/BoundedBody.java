package org.op25b.web;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;
import org.op25b.controller.exemption.exchange.BoundedReader;

/** A request's body: UTF-8, and not longer than it may be. */
final class BoundedBody {
  private BoundedBody() {}

  /**
   * Returns a reader of {@code in} that refuses with 413 what goes beyond {@code most} characters,
   * and throws {@link java.nio.charset.CharacterCodingException} at what is not UTF-8.
   */
  static Reader reader(InputStream in, long most) {
    return new BoundedReader(
        new InputStreamReader(
            in,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)),
        most,
        () ->
            new RefusedException(
                413,
                Problem.of(
                    ProblemCode.TOO_LONG,
                    "",
                    "The body is longer than " + most + " characters.",
                    "Send less at once.")));
  }
}
