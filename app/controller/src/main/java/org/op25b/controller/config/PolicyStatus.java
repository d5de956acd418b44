package org.op25b.controller.config;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Optional;

/** Where the policy in force comes from, and what was wrong with a later one. */
@AutoValue
public abstract class PolicyStatus {
  /** When the policy in force was accepted; absent when there has never been one. */
  public abstract Optional<Instant> acceptedAt();

  /** When a policy was refused since then; absent when none was. */
  public abstract Optional<Instant> refusedAt();

  /** Every problem of the refused policy: a JSON pointer (RFC 6901), a colon and what is wrong. */
  public abstract ImmutableList<String> problems();

  /** Whether network configuration still holds the policy in force. */
  public abstract boolean configured();

  static PolicyStatus of(
      Optional<Instant> acceptedAt,
      Optional<Instant> refusedAt,
      Iterable<String> problems,
      boolean configured) {
    return new AutoValue_PolicyStatus(
        acceptedAt, refusedAt, ImmutableList.copyOf(problems), configured);
  }
}
