package org.op25b.notice;

import com.google.auto.value.AutoValue;
import java.time.ZoneId;

/** What the policy does not hold but a notice needs. */
@AutoValue
public abstract class NoticeSettings {
  /** Characters of {@link #provider()}. */
  public static final int PROVIDER_LENGTH = 100;

  /** Characters of {@link #contact()}. */
  public static final int CONTACT_LENGTH = 500;

  /** The provider's name as customers know it; empty when the notice should say "we". */
  public abstract String provider();

  /** Where customers may turn to, in free text on one line; empty when not configured. */
  public abstract String contact();

  /** The time zone in which dates are given. */
  public abstract ZoneId zone();

  /**
   * Returns settings. Control characters and line breaks become spaces, and what is longer than
   * allowed is cut.
   */
  public static NoticeSettings of(String provider, String contact, ZoneId zone) {
    return new AutoValue_NoticeSettings(
        line(provider, PROVIDER_LENGTH), line(contact, CONTACT_LENGTH), zone);
  }

  private static String line(String text, int most) {
    StringBuilder line = new StringBuilder();
    int count = 0;
    for (int c : text.trim().codePoints().toArray()) {
      if (count++ == most) {
        break;
      }
      line.appendCodePoint(printable(c) ? c : ' ');
    }
    return line.toString().trim();
  }

  /**
   * Format characters (Unicode class Cf) go too: those that turn the direction of writing could
   * make a text read otherwise than it is.
   */
  private static boolean printable(int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL:
      case Character.FORMAT:
      case Character.SURROGATE:
      case Character.LINE_SEPARATOR:
      case Character.PARAGRAPH_SEPARATOR:
        return false;
      default:
        return true;
    }
  }
}
