package org.op25b.controller.inforce;

import java.util.Optional;
import org.op25b.policy.Policy;

/**
 * The policy with every exemption that is in force, wherever it was entered. Exemptions whose time
 * is still to come are not in it; listeners are told when it comes.
 */
public interface PolicyInForce {
  /**
   * Returns the policy as it is now; empty when there has never been a good one. As long as nothing
   * changes this is the same object.
   */
  Optional<Policy> policy();

  /**
   * Calls {@code listener} after every change of policy or exemptions, on any thread. It must be
   * quick. A thousand changes at once are a thousand calls.
   */
  void addListener(Runnable listener);

  /** Stops calling {@code listener}. */
  void removeListener(Runnable listener);
}
