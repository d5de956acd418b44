package org.op25b.controller.exemption.exchange;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Ends the reading of what is too long to be a list of exemptions. */
final class BoundedReader extends FilterReader {
  /** Room for the largest import with every field filled. */
  static final long MAX_CHARACTERS = 200_000_000;

  private final long most;
  private long read;

  BoundedReader(Reader in, long most) {
    super(in);
    this.most = most;
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
      throw FileRefusal.at(1, "The file is longer than " + most + " characters.", "Split it.");
    }
  }
}
