package org.op25b.controller.audit;

/** What was done. */
public enum AuditAction {
  /** An exemption was added. */
  ADDED,
  /** An exemption was changed. */
  UPDATED,
  /** An exemption was ended by hand. */
  REVOKED,
  /** The policy was replaced. */
  POLICY_CHANGED,
  /** An earlier policy was put in force again. */
  POLICY_ROLLED_BACK
}
