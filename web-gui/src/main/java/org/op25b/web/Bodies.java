package org.op25b.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;

/** Reads the bodies of requests. */
final class Bodies {
  private Bodies() {}

  /** What reads a body. */
  interface Parser<T> {
    T parse(Reader reader) throws IOException;
  }

  /**
   * Reads a body of at most {@code most} bytes.
   *
   * @throws RefusedException 413 when it is longer, 400 when it is not UTF-8 or ends too early
   */
  static <T> T parse(InputStream body, long most, Parser<T> parser) {
    try {
      return parser.parse(BoundedBody.reader(body, most));
    } catch (CharacterCodingException e) {
      throw unreadable("The body is not UTF-8.", "Send it in UTF-8.");
    } catch (IOException e) {
      throw unreadable("The body ends too early.", "Send all of it.");
    }
  }

  private static RefusedException unreadable(String message, String remedy) {
    return new RefusedException(400, Problem.of(ProblemCode.BAD_FILE, "", message, remedy));
  }
}
