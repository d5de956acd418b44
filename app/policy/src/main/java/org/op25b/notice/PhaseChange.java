package org.op25b.notice;

import com.google.auto.value.AutoValue;
import java.time.Instant;
import org.op25b.policy.Phase;

/** A pool that enters a phase at a planned time. */
@AutoValue
public abstract class PhaseChange {
  /** The pool's name. */
  public abstract String pool();

  /** When it enters the phase. */
  public abstract Instant at();

  /** The phase. */
  public abstract Phase phase();

  /** Returns a change. */
  public static PhaseChange of(String pool, Instant at, Phase phase) {
    return new AutoValue_PhaseChange(pool, at, phase);
  }
}
