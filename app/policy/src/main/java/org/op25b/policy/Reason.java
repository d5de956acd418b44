package org.op25b.policy;

/** Why a packet got its verdict: the step of the decision that answered. */
public enum Reason {
  /** Neither port is 25 and both are seen: no question is asked. */
  NOT_PORT_25,
  /** Sent by an own mail server, answered by one, or going to one that the pool may reach. */
  OWN_MTA,
  /** A fragment of a pool without fragment guard. */
  FRAGMENTS_ALLOWED,
  /** A packet from port 25 to a pool without return-path guard. */
  RETURN_PATH_ALLOWED,
  /** The pool's phase is {@link Phase#OFF}. */
  PHASE_OFF,
  /** The pool's phase is {@link Phase#MONITOR}. */
  MONITOR,
  /** A live exemption covers the packet. */
  EXEMPT,
  /** The pool is blocked. */
  POOL,
  /** The pool stands behind another edge switch, and that one decides. */
  ELSEWHERE,
  /** The source is on the allow list of an inbound policy. */
  INBOUND_ALLOW,
  /** The source is on the deny list of an inbound policy. */
  INBOUND_DENY,
  /** The default action of an inbound policy. */
  INBOUND_DEFAULT,
  /** No pool, mail server or inbound policy covers the packet. */
  NOT_COVERED
}
