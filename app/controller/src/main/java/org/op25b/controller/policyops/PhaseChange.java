package org.op25b.controller.policyops;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;

/** What a version changed about one pool's phase. */
@AutoValue
public abstract class PhaseChange {
  /** The pool's name. */
  public abstract String pool();

  /** Its phase before; absent when the pool was not there. */
  public abstract Optional<Phase> from();

  /** Its phase after; absent when the pool is gone. */
  public abstract Optional<Phase> to();

  /** Returns a change. */
  public static PhaseChange of(String pool, Optional<Phase> from, Optional<Phase> to) {
    return new AutoValue_PhaseChange(pool, from, to);
  }

  /** Returns the changes from one policy to another, in the order of their pools. */
  public static ImmutableList<PhaseChange> between(
      Optional<Policy> before, Optional<Policy> after) {
    ImmutableList.Builder<PhaseChange> changes = ImmutableList.builder();
    for (Pool pool : pools(after)) {
      Optional<Phase> from = before.flatMap(old -> old.pool(pool.name())).map(Pool::phase);
      if (!from.equals(Optional.of(pool.phase()))) {
        changes.add(of(pool.name(), from, Optional.of(pool.phase())));
      }
    }
    for (Pool pool : pools(before)) {
      if (after.flatMap(policy -> policy.pool(pool.name())).isEmpty()) {
        changes.add(of(pool.name(), Optional.of(pool.phase()), Optional.empty()));
      }
    }
    return changes.build();
  }

  private static ImmutableList<Pool> pools(Optional<Policy> policy) {
    return policy.map(Policy::pools).orElse(ImmutableList.of());
  }
}
