package org.op25b.controller.policyops;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.op25b.controller.policyops.effect.PolicyEffect;
import org.op25b.policy.Problem;

/** What can be said of a proposed policy: everything that is wrong, or what it would change. */
@AutoValue
public abstract class PolicyCheck {
  /** What is wrong with it; empty when it could be applied. */
  public abstract ImmutableList<Problem> problems();

  /** Whether it is the policy that is in force already. */
  public abstract boolean same();

  /** The number of the version that it was compared with, 0 when there is none. */
  public abstract long basedOn();

  /** What it would change; present exactly when there are no problems. */
  public abstract Optional<PolicyEffect> effect();

  /** Returns a check that found problems. */
  public static PolicyCheck refused(Iterable<Problem> problems, long basedOn) {
    return new AutoValue_PolicyCheck(
        ImmutableList.copyOf(problems), false, basedOn, Optional.empty());
  }

  /** Returns a check that found none. */
  public static PolicyCheck good(boolean same, long basedOn, PolicyEffect effect) {
    return new AutoValue_PolicyCheck(ImmutableList.of(), same, basedOn, Optional.of(effect));
  }
}
