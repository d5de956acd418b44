package org.op25b.controller.exemption;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.stream.Collectors;

/** A change was refused whole; nothing has happened. */
public final class ChangeRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient ImmutableList<Problem> problems;
  private final transient Optional<ExemptionRecord> current;

  /** Refuses for {@code problems}, at least one. */
  public ChangeRefusedException(Iterable<Problem> problems) {
    this(ImmutableList.copyOf(problems), Optional.empty());
  }

  /** Refuses for {@code problem}, with the exemption as it is now. */
  public ChangeRefusedException(Problem problem, Optional<ExemptionRecord> current) {
    this(ImmutableList.of(problem), current);
  }

  private ChangeRefusedException(
      ImmutableList<Problem> problems, Optional<ExemptionRecord> current) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = problems;
    this.current = current;
  }

  /** Everything that is wrong. */
  public ImmutableList<Problem> problems() {
    return problems;
  }

  /** The exemption as it is now, when the change was based on an old version. */
  public Optional<ExemptionRecord> current() {
    return current;
  }

  /** Whether the change would be made with {@code force}. */
  public boolean forcible() {
    return problems.stream().allMatch(problem -> problem.code().forcible());
  }

  /** Whether one of the problems is {@code code}. */
  public boolean has(ProblemCode code) {
    return problems.stream().anyMatch(problem -> problem.code() == code);
  }
}
