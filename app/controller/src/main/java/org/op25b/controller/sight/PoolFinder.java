package org.op25b.controller.sight;

import java.util.Optional;
import org.op25b.controller.copies.BlockedPacket;
import org.op25b.policy.Pool;

/** Tells which pool's policy has blocked a packet. */
public interface PoolFinder {
  /** Returns the pool; empty when the policy, as it is now, does not block the packet for one. */
  Optional<Pool> blockedBy(BlockedPacket packet);
}
