/** Who tries to send to port 25 where that is blocked: from the headers of copies alone. */
package org.op25b.controller.sight;
