package org.op25b.controller.policyops;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import org.op25b.controller.policyops.effect.PolicyEffect;

/** What came of a change, or would come of it. */
@AutoValue
public abstract class PolicyOutcome {
  /** The current version afterwards; absent when there is none. */
  public abstract Optional<PolicyVersion> version();

  /** Whether a new version was, or would be, made: not when the policy is the same already. */
  public abstract boolean changed();

  /** What the change does, as it looked right before it. */
  public abstract PolicyEffect effect();

  /** Returns an outcome. */
  public static PolicyOutcome of(
      Optional<PolicyVersion> version, boolean changed, PolicyEffect effect) {
    return new AutoValue_PolicyOutcome(version, changed, effect);
  }
}
