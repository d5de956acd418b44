package org.op25b.controller.sight;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.op25b.policy.Decider;
import org.op25b.policy.Policy;

/** A policy with what takes long to make of it. */
final class PolicyView {
  private final Optional<Policy> policy;
  private final Optional<Decider> decider;
  private CustomerIndex customers;

  PolicyView(Optional<Policy> policy) {
    this.policy = policy;
    this.decider = policy.map(present -> new Decider(present.everywhere()));
  }

  boolean isOf(Optional<Policy> other) {
    return policy.orElse(null) == other.orElse(null);
  }

  Optional<Decider> decider() {
    return decider;
  }

  synchronized CustomerIndex customers() {
    if (customers == null) {
      customers = new CustomerIndex(policy.map(Policy::exemptions).orElse(ImmutableList.of()));
    }
    return customers;
  }
}
