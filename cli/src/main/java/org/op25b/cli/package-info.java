/**
 * Karaf commands {@code op25b-*}. They only ask {@code Op25bService} and print; they decide
 * nothing.
 */
package org.op25b.cli;
