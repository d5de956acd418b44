package org.op25b.controller.policyops.effect;

import com.google.auto.value.AutoValue;
import java.math.BigInteger;
import java.util.Optional;
import org.op25b.controller.policyops.PhaseChange;

/** A pool whose phase would change, and how many customers that is about. */
@AutoValue
public abstract class PoolStep {
  /** From which phase to which. */
  public abstract PhaseChange change();

  /** The area of the pool. */
  public abstract Optional<String> area();

  /** How many IPv4 addresses the pool has. */
  public abstract BigInteger ipv4Addresses();

  /** How many IPv6 prefixes the pool has. */
  public abstract int ipv6Prefixes();

  /** How many exemptions in force overlap the pool. */
  public abstract int exemptions();

  static PoolStep of(
      PhaseChange change,
      Optional<String> area,
      BigInteger ipv4Addresses,
      int ipv6Prefixes,
      int exemptions) {
    return new AutoValue_PoolStep(change, area, ipv4Addresses, ipv6Prefixes, exemptions);
  }
}
