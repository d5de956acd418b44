/**
 * The figures that the engine promises, measured: {@code app/policy/bench} prints them as a table,
 * each beside a plain solution measured in the same run.
 */
package org.op25b.bench;
