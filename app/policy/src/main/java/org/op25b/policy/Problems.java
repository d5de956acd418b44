package org.op25b.policy;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects problems, at most {@link #MAX}: a policy of a million exemptions in the wrong format
 * must not become a million messages.
 */
public final class Problems {
  /** How many problems are kept; what comes later is left out. */
  public static final int MAX = 1_000;

  private final List<Problem> problems = new ArrayList<>();

  /** Adds a problem. */
  public void add(Problem.Kind kind, String path, String message) {
    add(Problem.of(kind, path, message));
  }

  /** Adds a problem. */
  public void add(Problem problem) {
    if (!isFull()) {
      problems.add(problem);
    }
  }

  /** Whether further problems are left out. */
  public boolean isFull() {
    return problems.size() >= MAX;
  }

  /** Whether there is no problem. */
  public boolean isEmpty() {
    return problems.isEmpty();
  }

  /** Returns the problems in the order found. */
  public ImmutableList<Problem> list() {
    return ImmutableList.copyOf(problems);
  }

  /** Returns {@code text} in quotes, cut to a length that fits in a message. */
  public static String quote(String text) {
    String cut = text.length() <= 64 ? text : text.substring(0, 64) + "...";
    return '"' + cut.replaceAll("\\p{Cntrl}", "?") + '"';
  }
}
