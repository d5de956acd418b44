package org.op25b.controller.config;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.onosproject.core.ApplicationId;
import org.onosproject.net.config.Config;
import org.onosproject.net.config.InvalidFieldException;
import org.op25b.policy.Problem;

/**
 * The policy as ONOS's network configuration holds it, {@code apps/org.op25b/op25b}. ONOS calls
 * {@link #isValid} before it stores anything; what that throws is what REST answers.
 */
public final class PolicyConfig extends Config<ApplicationId> {
  /** The configuration key below the application. */
  public static final String KEY = "op25b";

  /** More problems than this are counted, not listed, in what REST answers. */
  private static final int LISTED_PROBLEMS = 20;

  private final PolicyIntake intake;

  /** A configuration whose problems {@code intake} hears of. */
  PolicyConfig(PolicyIntake intake) {
    this.intake = intake;
  }

  @Override
  public boolean isValid() {
    List<Problem> problems = intake.check(node());
    if (!problems.isEmpty()) {
      throw new InvalidFieldException(problems.get(0).path(), message(problems));
    }
    return true;
  }

  private static String message(List<Problem> problems) {
    Problem first = problems.get(0);
    if (problems.size() == 1) {
      return first.message();
    }
    StringBuilder message = new StringBuilder(first.message());
    for (Problem problem :
        ImmutableList.copyOf(problems).subList(1, Math.min(problems.size(), LISTED_PROBLEMS))) {
      message.append("; ").append(problem);
    }
    if (problems.size() > LISTED_PROBLEMS) {
      message.append("; and ").append(problems.size() - LISTED_PROBLEMS).append(" more problems");
    }
    return message.toString();
  }
}
