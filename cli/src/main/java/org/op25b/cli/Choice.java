package org.op25b.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.op25b.controller.Words;
import org.op25b.controller.exemption.Problem;

/** Values that are chosen by their word. */
final class Choice {
  private Choice() {}

  /** Returns the value that {@code word} names, or says which there are. */
  static <E extends Enum<E>> E of(String option, String word, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> Words.of(value).equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new ChangeCommand.UserError(
                    String.format(
                        "%s: %s is not a choice. Give %s.",
                        option,
                        Problem.quote(word),
                        Arrays.stream(type.getEnumConstants())
                            .map(Words::of)
                            .collect(Collectors.joining(", ")))));
  }
}
