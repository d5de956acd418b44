package org.op25b.controller.enforcement;

/** How far one edge switch is with the policy. */
public enum DeviceState {
  /** The switch is absent or rules are on their way. */
  PENDING,
  /** The switch has confirmed every rule by a barrier. */
  INSTALLED,
  /** The switch does not do what the policy says, and the reason is told. */
  DEGRADED
}
