package org.op25b.controller.exemption;

/** What an exemption is at an instant. Never stored: always computed from the instant. */
public enum ExemptionState {
  /** Its first instant has not come. */
  PENDING,
  /** It is in force. */
  ACTIVE,
  /** Its last instant is past. */
  EXPIRED,
  /** It was ended by hand. */
  REVOKED
}
