package org.op25b.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.onosproject.net.DeviceId;

/**
 * What each edge switch is asked by a policy that changes from time to time. Says the same as
 * {@link Policy#at}, but an exemption that comes or goes costs little, however many stay. Not safe
 * for threads.
 */
public final class EdgePolicies {
  private final Map<DeviceId, EdgeRestriction> restrictions = new HashMap<>();

  /**
   * Returns what the switch {@code device} is asked; the same object as the last time when that is
   * the same.
   *
   * @throws IllegalArgumentException when the policy has no such edge switch
   */
  public EdgePolicy at(Policy policy, DeviceId device) {
    EdgeRestriction known = restrictions.get(device);
    if (known != null && known.fits(policy)) {
      return known.follow(policy);
    }
    EdgeRestriction young = policy.restrictionTo(device);
    restrictions.put(device, young);
    return young.restricted();
  }

  /** Forgets the switches that are not in {@code kept}. */
  public void keepOnly(Set<DeviceId> kept) {
    restrictions.keySet().retainAll(kept);
  }
}
