/**
 * Functions of one address and the fewest longest-prefix-match rules that compute them. Knows
 * nothing of pools or mail servers: contexts and values are small numbers that mean something only
 * to the caller.
 */
package org.op25b.compile.trie;
