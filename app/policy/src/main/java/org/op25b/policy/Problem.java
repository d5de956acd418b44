package org.op25b.policy;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One thing that is wrong with a policy: where, and what to do about it. */
@AutoValue
public abstract class Problem {
  /** What sort of problem it is. */
  public enum Kind {
    /** The text is not JSON at all, or a key occurs twice. */
    NOT_JSON,
    /** A value of another JSON type is needed. */
    WRONG_TYPE,
    /** A required field is absent. */
    MISSING,
    /** A field that does not exist. */
    UNKNOWN_FIELD,
    /** An attempt to name a TCP port. */
    PORT_NAMED,
    /** A value that cannot be read: a prefix, an instant, a name, a word. */
    BAD_VALUE,
    /** A prefix with bits behind its length. */
    HOST_BITS,
    /** IPv6 where IPv4 is needed, or the reverse. */
    WRONG_FAMILY,
    /** A number outside its range. */
    OUT_OF_RANGE,
    /** A list that needs at least one element has none. */
    EMPTY,
    /** The same thing twice. */
    DUPLICATE,
    /** A name that nothing has. */
    UNKNOWN_REFERENCE,
    /** Two things that contradict each other. */
    CONFLICT,
    /** More than a limit of {@link Limits}. */
    TOO_MANY
  }

  /** What sort of problem it is. */
  public abstract Kind kind();

  /** Where it is: a JSON Pointer (RFC 6901) into the policy's JSON form. */
  public abstract String path();

  /** What is wrong and what to do about it, without any path. */
  public abstract String text();

  /** The other place that takes part in the problem, also a JSON Pointer. */
  public abstract Optional<String> related();

  /** What is wrong, what to do about it, and the other place if there is one. */
  public final String message() {
    return text() + related().map(other -> " (see " + other + ")").orElse("");
  }

  /** Returns a problem of one place. */
  public static Problem of(Kind kind, String path, String text) {
    return new AutoValue_Problem(kind, path, text, Optional.empty());
  }

  /** Returns a problem between two places. */
  public static Problem between(Kind kind, String path, String related, String text) {
    return new AutoValue_Problem(kind, path, text, Optional.of(related));
  }

  /** Returns the same problem with its paths changed by {@code change}. */
  public final Problem relocated(UnaryOperator<String> change) {
    return new AutoValue_Problem(kind(), change.apply(path()), text(), related().map(change));
  }

  @Override
  public final String toString() {
    return path() + ": " + message();
  }
}
