package org.op25b.controller.wouldblock;

import java.util.Optional;
import org.op25b.controller.inforce.PolicyInForce;
import org.op25b.policy.Policy;

/** The policy in force as the switches count it; the same object as long as nothing changes. */
public final class PartedInForce implements PolicyInForce {
  private final PolicyInForce inForce;
  private final WouldBlockService wouldBlock;
  private Optional<Policy> base = Optional.empty();
  private Optional<Policy> parted = Optional.empty();

  /** Parts what is in force. */
  public PartedInForce(PolicyInForce inForce, WouldBlockService wouldBlock) {
    this.inForce = inForce;
    this.wouldBlock = wouldBlock;
  }

  @Override
  public synchronized Optional<Policy> policy() {
    Optional<Policy> now = inForce.policy();
    Optional<Policy> young = now.map(wouldBlock::parted);
    boolean same = now.orElse(null) == base.orElse(null) && young.equals(parted);
    base = now;
    parted = same ? parted : young;
    return parted;
  }

  @Override
  public void addListener(Runnable listener) {
    inForce.addListener(listener);
    wouldBlock.addListener(listener);
  }

  @Override
  public void removeListener(Runnable listener) {
    inForce.removeListener(listener);
    wouldBlock.removeListener(listener);
  }
}
