package org.op25b.policy;

import java.util.Locale;
import java.util.Optional;

/** Guesses which known word somebody meant. */
public final class Nearest {
  private static final int MAX_WORD = 64;

  private Nearest() {}

  /** Returns the known word with the fewest differing letters, if they are few. */
  public static Optional<String> to(String word, Iterable<String> known) {
    Optional<String> best = Optional.empty();
    int fewest = Math.min(3, Math.max(2, word.length() / 2 + 1));
    for (String candidate : known) {
      int differences = differences(word, candidate, fewest);
      if (differences < fewest) {
        fewest = differences;
        best = Optional.of(candidate);
      }
    }
    return best;
  }

  /** Returns {@code (did you mean "x"?)} with a space before it, or nothing. */
  public static String hint(String word, Iterable<String> known) {
    return to(word, known).map(near -> " (did you mean " + Problems.quote(near) + "?)").orElse("");
  }

  /** The Levenshtein distance, ignoring case; not looked for where it must reach {@code limit}. */
  private static int differences(String one, String other, int limit) {
    if (one.length() > MAX_WORD || Math.abs(one.length() - other.length()) >= limit) {
      return limit;
    }
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
