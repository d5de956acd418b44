package org.op25b.controller.enforcement;

/** How far one edge switch is with the policy. */
public enum DeviceState {
  /** The switch is absent or rules are on their way. */
  PENDING,
  /** The switch has confirmed every rule by a barrier. */
  INSTALLED,
  /** The rules were read back, and are proven to do what the policy says for every packet. */
  ENFORCED,
  /** The same where the policy blocks nothing but only counts, or not even that. */
  MONITORING,
  /** The switch does not do what the policy says, and the reason is told. */
  DEGRADED
}
