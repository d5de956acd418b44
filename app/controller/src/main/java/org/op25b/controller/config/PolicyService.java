package org.op25b.controller.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.op25b.policy.Policy;

/** The policy in force. */
public interface PolicyService {
  /** Returns the last good policy; empty when there has never been one. */
  Optional<Policy> policy();

  /** Returns the JSON form of the last good policy, as it was configured; not to be changed. */
  Optional<JsonNode> source();

  /**
   * Makes {@code policy} the one in network configuration, and puts it in force before it returns.
   *
   * @throws org.onosproject.net.config.InvalidConfigException when something is wrong with it;
   *     nothing has changed then
   */
  void configure(JsonNode policy);

  /** Returns where it comes from and what was wrong with a later one. */
  PolicyStatus status();

  /** Forgets the policy, here and in network configuration. */
  void forget();

  /** Calls {@code listener} after every change of the policy in force, on any thread. */
  void addListener(Runnable listener);

  /** Stops calling {@code listener}. */
  void removeListener(Runnable listener);
}
