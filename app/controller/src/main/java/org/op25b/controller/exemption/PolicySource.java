package org.op25b.controller.exemption;

import java.util.Optional;
import org.op25b.policy.Policy;

/** Where the guard rails learn of pools and mail servers. */
public interface PolicySource {
  /** The policy in force; empty when there is none. */
  Optional<Policy> policy();
}
