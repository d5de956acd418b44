/**
 * From a policy to the rules of one switch: {@link org.op25b.compile.Compiler} is the entry. Pure:
 * no clock, no IO, no ONOS service. docs/design/compilation.md says why the rules are the fewest.
 */
package org.op25b.compile;
