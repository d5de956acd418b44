/**
 * What happens to one packet, why, and which rule of which switch carries it out. Only lookups in
 * what {@link org.op25b.policy} decided and {@link org.op25b.compile} wrote; nothing is computed
 * anew, so that the explanation cannot tell another story than the rules.
 */
package org.op25b.explain;
