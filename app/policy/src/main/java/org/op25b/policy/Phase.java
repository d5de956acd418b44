package org.op25b.policy;

/**
 * How far Outbound Port 25 Blocking is introduced for one pool. Providers announce each step with a
 * date and sometimes step back, so a phase belongs to a pool, never to the whole network.
 */
public enum Phase {
  /** Nothing is blocked and nothing is counted. */
  OFF,
  /** Nothing is blocked; what {@link #BLOCK} would block is counted. */
  MONITOR,
  /** Port 25 is open only toward the mail-server groups that the pool names. */
  BLOCK,
  /** Port 25 is closed toward every destination, the provider's own mail servers included. */
  BLOCK_ALL
}
