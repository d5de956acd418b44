/**
 * The figures that the engine promises, measured: {@code mvn -P bench -pl app/policy -am verify
 * -DskipTests} prints them as a table, each beside a plain solution measured in the same run.
 */
package org.op25b.bench;
