package org.op25b.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;

/** A request's body: UTF-8, and not longer than it may be. */
final class BoundedBody extends FilterInputStream {
  private final long most;
  private long read;

  private BoundedBody(InputStream in, long most) {
    super(in);
    this.most = most;
  }

  /**
   * Returns a reader of {@code in} that refuses with 413 what goes beyond {@code most} bytes, and
   * throws {@link java.nio.charset.CharacterCodingException} at what is not UTF-8.
   */
  static Reader reader(InputStream in, long most) {
    return new InputStreamReader(
        new BoundedBody(in, most),
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  @Override
  public int read() throws IOException {
    int octet = super.read();
    count(octet < 0 ? 0 : 1);
    return octet;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    count(Math.max(count, 0));
    return count;
  }

  private void count(int octets) {
    read += octets;
    if (read > most) {
      throw new RefusedException(
          413,
          Problem.of(
              ProblemCode.TOO_LONG,
              "",
              "The body is longer than " + most + " bytes.",
              "Send less at once."));
    }
  }
}
