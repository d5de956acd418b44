package org.op25b.controller.policyops.impl;

import org.op25b.controller.policyops.effect.PolicyEffect;
import org.op25b.policy.Policy;

/** Says what a policy would change, compared with the one in force. */
interface EffectSource {
  PolicyEffect of(Policy policy);
}
