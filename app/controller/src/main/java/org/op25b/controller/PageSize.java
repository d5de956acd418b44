package org.op25b.controller;

/** How many entries a list shows at once. */
public final class PageSize {
  /** The most entries on a page. */
  public static final int MOST = 1000;

  /** Unless told otherwise. */
  public static final int USUAL = 100;

  /** What to say to whoever asks for another number. */
  public static final String REMEDY = "Give 1 to " + MOST + ".";

  private PageSize() {}

  /** Whether a page can have so many entries. */
  public static boolean isGood(int limit) {
    return limit >= 1 && limit <= MOST;
  }
}
