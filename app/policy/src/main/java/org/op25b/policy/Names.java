package org.op25b.policy;

/** What may be used as a name: safe in every table, log line, file name and URL. */
public final class Names {
  /** The rule, for error messages. */
  public static final String RULE =
      "a name is 1 to " + Limits.NAME_LENGTH + " letters (a to z), digits, '.', '_' or '-'";

  private Names() {}

  /** Whether {@code text} is a valid name. */
  public static boolean isValid(String text) {
    if (text.isEmpty() || text.length() > Limits.NAME_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean digit = c >= '0' && c <= '9';
      if (!letter && !digit && c != '.' && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }
}
