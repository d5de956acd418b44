package org.op25b.controller.config;

import java.util.Optional;
import org.op25b.policy.Policy;

/** The policy in force. */
public interface PolicyService {
  /** Returns the last good policy; empty when there has never been one. */
  Optional<Policy> policy();

  /** Returns where it comes from and what was wrong with a later one. */
  PolicyStatus status();

  /** Calls {@code listener} after every change of the policy in force, on any thread. */
  void addListener(Runnable listener);

  /** Stops calling {@code listener}. */
  void removeListener(Runnable listener);
}
