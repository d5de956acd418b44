package org.op25b.proof;

/** How a rule table can differ from the policy. */
public enum Difference {
  /** The policy blocks, but the packet passes. */
  LEAK,
  /** The policy lets pass, but a rule of ours blocks, or the gate is shut. */
  OVERBLOCK,
  /** The packet passes, but not through exactly the meter that the policy asks for. */
  WRONG_METER,
  /** The packet passes, but not as if this application were not installed. */
  STEERED,
  /** Rules of equal priority that do different things overlap: OpenFlow leaves open which wins. */
  AMBIGUOUS,
  /** A rule of another application drops or takes what the policy lets pass. Not our failure. */
  FOREIGN
}
