package org.op25b.controller.exemption.rules;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.function.Supplier;
import org.op25b.controller.exemption.ChangeRefusedException;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;

/** Gathers everything that is wrong, so that a caller mends it all at once. */
final class Problems {
  private final ImmutableList.Builder<Problem> problems = ImmutableList.builder();

  void add(ProblemCode code, String field, String message, String remedy) {
    problems.add(Problem.of(code, field, message, remedy));
  }

  /** Returns what {@code value} gives; empty, with its problems noted, when it refuses. */
  <T> Optional<T> attempt(Supplier<T> value) {
    try {
      return Optional.of(value.get());
    } catch (ChangeRefusedException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  ImmutableList<Problem> list() {
    return problems.build();
  }
}
