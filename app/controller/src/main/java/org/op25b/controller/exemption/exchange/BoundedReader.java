package org.op25b.controller.exemption.exchange;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.function.Supplier;

/** Ends the reading of what is too long. */
public final class BoundedReader extends FilterReader {
  /** Room for the largest import with every field filled. */
  private static final long MAX_CHARACTERS = 200_000_000;

  private final long most;
  private final Supplier<? extends RuntimeException> refusal;
  private long read;

  /**
   * Reads from {@code in}.
   *
   * @param most how many characters may be read
   * @param refusal makes what is thrown at the next one
   */
  public BoundedReader(Reader in, long most, Supplier<? extends RuntimeException> refusal) {
    super(in);
    this.most = most;
    this.refusal = refusal;
  }

  /** Reads a list of exemptions from {@code in}. */
  static BoundedReader ofFile(Reader in) {
    return new BoundedReader(
        in,
        MAX_CHARACTERS,
        () ->
            FileRefusal.at(
                1, "The file is longer than " + MAX_CHARACTERS + " characters.", "Split it."));
  }

  @Override
  public int read() throws IOException {
    int c = super.read();
    count(c < 0 ? 0 : 1);
    return c;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    count(Math.max(count, 0));
    return count;
  }

  private void count(int characters) {
    read += characters;
    if (read > most) {
      throw refusal.get();
    }
  }
}
