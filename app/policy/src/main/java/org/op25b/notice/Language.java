package org.op25b.notice;

import java.util.Locale;

/** The languages that a notice can be had in. */
public enum Language {
  /** Japanese. */
  JA,
  /** English. */
  EN;

  /** The language's subtag (BCP 47), as in {@code lang} of HTML. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  Wording wording() {
    return this == JA ? new Japanese() : new English();
  }
}
