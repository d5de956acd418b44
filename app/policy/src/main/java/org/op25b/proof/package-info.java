/**
 * Proof that a rule table, as read from a switch, does what the policy says for every packet.
 *
 * <p>The specification (docs/design/decision-semantics.md) is written down here once more, as sets
 * of packets, and shares no code with the compiler or the decision function: a mistake in one of
 * them shows as a difference instead of being proven right. See docs/design/proof.md.
 */
package org.op25b.proof;
