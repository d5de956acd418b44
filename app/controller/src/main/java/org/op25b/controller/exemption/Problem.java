package org.op25b.controller.exemption;

import com.google.auto.value.AutoValue;

/** One thing that is wrong with a change: where, what, and what to do about it. */
@AutoValue
public abstract class Problem {
  /** What kind of problem. */
  public abstract ProblemCode code();

  /** The field, as in {@link ExemptionDraft}; empty when it is about the whole. */
  public abstract String field();

  /** What is wrong. */
  public abstract String message();

  /** What to do about it. */
  public abstract String remedy();

  /** Returns a problem; what came from the caller and is quoted in {@code message} is cut. */
  public static Problem of(ProblemCode code, String field, String message, String remedy) {
    return new AutoValue_Problem(code, field, message, remedy);
  }

  /** Returns {@code text} as a message may quote it: short, and on one line. */
  public static String quote(String text) {
    String cut = text.length() > 60 ? text.substring(0, 57) + "..." : text;
    return "\"" + cut.replaceAll("[\\p{Cntrl}\\p{Cs}\\u2028\\u2029]", "?") + "\"";
  }

  /** One line for people. */
  @Override
  public final String toString() {
    return (field().isEmpty() ? "" : field() + ": ") + message() + " " + remedy();
  }
}
