package org.op25b.cli;

/** Shortens what would make a column too wide. */
final class Cut {
  private Cut() {}

  /** Returns {@code text} in at most {@code width} characters, at least 4. */
  static String to(int width, String text) {
    return text.length() <= width ? text : text.substring(0, width - 3) + "...";
  }
}
