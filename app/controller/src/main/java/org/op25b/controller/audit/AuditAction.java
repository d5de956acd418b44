package org.op25b.controller.audit;

/** What was done. */
public enum AuditAction {
  /** An exemption was added. */
  ADDED,
  /** An exemption was changed. */
  UPDATED,
  /** An exemption was ended by hand. */
  REVOKED,
  /** An exemption that ended long ago is no longer kept. */
  PURGED,
  /** The policy was replaced. */
  POLICY_CHANGED,
  /** An earlier policy was put in force again. */
  POLICY_ROLLED_BACK,
  /** The policy was forgotten; nothing is blocked any more. */
  POLICY_REMOVED,
  /** Pools were brought to another phase. */
  PHASE_CHANGED,
  /** Pools were brought back to the phase that they had before. */
  PHASE_ROLLED_BACK,
  /** A change of phase was arranged for later. */
  PHASE_SCHEDULED,
  /** A change of phase was arranged for another time. */
  PHASE_POSTPONED,
  /** A change of phase was called off. */
  PHASE_CANCELLED,
  /** A change of phase could not be made when its time came. */
  PHASE_FAILED
}
