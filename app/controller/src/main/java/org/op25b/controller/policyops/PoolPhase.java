package org.op25b.controller.policyops;

import com.google.auto.value.AutoValue;
import java.time.Instant;
import java.util.Optional;
import org.op25b.policy.Phase;
import org.op25b.policy.Pool;

/** How far a pool is, where it comes from and where it goes. */
@AutoValue
public abstract class PoolPhase {
  /** The pool, with its phase of now. */
  public abstract Pool pool();

  /** When it came to this phase; absent when that was before the versions that are kept. */
  public abstract Optional<Instant> since();

  /** The phase that a rollback brings it to; absent when nothing is known of an earlier one. */
  public abstract Optional<Phase> previous();

  /** The pending schedule that is for it next. */
  public abstract Optional<Schedule> next();

  /** Returns a pool's phase. */
  public static PoolPhase of(
      Pool pool, Optional<Instant> since, Optional<Phase> previous, Optional<Schedule> next) {
    return new AutoValue_PoolPhase(pool, since, previous, next);
  }
}
