package org.op25b.controller;

/** How many entries a list shows at once. */
public final class PageSize {
  /** The most entries on a page. */
  public static final int MOST = 1000;

  /** Unless told otherwise. */
  public static final int USUAL = 100;

  private PageSize() {}

  /** Throws {@link OutOfRange} when no page can have so many entries. */
  public static void check(int limit) {
    if (limit < 1 || limit > MOST) {
      throw new OutOfRange("limit: " + limit + " is out of range. Give 1 to " + MOST + ".");
    }
  }

  /** Throws {@link OutOfRange} when no page can start after so many entries. */
  public static void checkOffset(int offset) {
    if (offset < 0) {
      throw new OutOfRange("offset: " + offset + " is out of range. Give 0 or more.");
    }
  }

  /** There can be no such page; the message is for whoever asked for it. */
  public static final class OutOfRange extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    OutOfRange(String message) {
      super(message);
    }
  }
}
