package org.op25b.policy;

/** How "pass" is written on an edge switch; see docs/design/decision-semantics.md. */
public enum Strategy {
  /** The best of the other three that the switch can do. */
  AUTO,
  /** Two guard tables before everybody's forwarding table; pass means "go to the next table". */
  GATE,
  /** Drop rules only; what passes is carved out of their match space. */
  SUBTRACT,
  /** One table; pass means "output to the uplink, or NORMAL". */
  OUTPUT
}
