package org.op25b.policy.json;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.op25b.policy.Policy;
import org.op25b.policy.Problem;

/** What came of reading a policy: the policy, or everything that is wrong with it. */
@AutoValue
public abstract class PolicyReading {
  /** The policy; present exactly when there are no problems. */
  public abstract Optional<Policy> policy();

  /** Every problem, up to {@link org.op25b.policy.Problems#MAX}. */
  public abstract ImmutableList<Problem> problems();

  static PolicyReading of(Policy policy) {
    return new AutoValue_PolicyReading(Optional.of(policy), ImmutableList.of());
  }

  static PolicyReading refused(Iterable<Problem> problems) {
    return new AutoValue_PolicyReading(Optional.empty(), ImmutableList.copyOf(problems));
  }
}
