/** Tells customers at once that a connection is blocked, by a TCP reset. */
package org.op25b.controller.reject;
