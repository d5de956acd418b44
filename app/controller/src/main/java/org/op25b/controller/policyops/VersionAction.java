package org.op25b.controller.policyops;

/** How a version of the policy came about. */
public enum VersionAction {
  /** The policy was replaced. */
  CHANGED,
  /** An earlier version was put in force again. */
  ROLLED_BACK,
  /** Pools were brought to another phase by hand. */
  PHASE_SET,
  /** Pools were brought back to the phase that they had before. */
  PHASE_ROLLED_BACK,
  /** The time of scheduled phases had come. */
  PHASE_SCHEDULED,
  /** The policy was forgotten: nothing is blocked. */
  REMOVED
}
