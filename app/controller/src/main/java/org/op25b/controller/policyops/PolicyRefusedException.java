package org.op25b.controller.policyops;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.stream.Collectors;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;

/** A change of the policy or of its phases was refused whole; nothing has happened. */
public final class PolicyRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient ImmutableList<Problem> problems;
  private final transient Optional<PolicyVersion> current;

  /** Refuses for {@code problems}, at least one, whose fields are JSON pointers into the policy. */
  public PolicyRefusedException(Iterable<Problem> problems) {
    this(ImmutableList.copyOf(problems), Optional.empty());
  }

  /** Refuses for one problem. */
  public PolicyRefusedException(ProblemCode code, String field, String message, String remedy) {
    this(ImmutableList.of(Problem.of(code, field, message, remedy)), Optional.empty());
  }

  private PolicyRefusedException(ImmutableList<Problem> problems, Optional<PolicyVersion> current) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = problems;
    this.current = current;
  }

  /** Refuses because a change was based on another version than the current one. */
  public static PolicyRefusedException stale(long basedOn, Optional<PolicyVersion> current) {
    return new PolicyRefusedException(
        ImmutableList.of(
            Problem.of(
                ProblemCode.STALE,
                "",
                String.format(
                    "The change is based on version %d; the current one is %d.",
                    basedOn, current.map(PolicyVersion::number).orElse(0L)),
                "Look at the current policy, then ask again.")),
        current);
  }

  /** Everything that is wrong. */
  public ImmutableList<Problem> problems() {
    return problems;
  }

  /** The current version, when the change was based on another one. */
  public Optional<PolicyVersion> current() {
    return current;
  }
}
