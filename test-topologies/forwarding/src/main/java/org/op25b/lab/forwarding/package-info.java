/**
 * Static forwarding for the lab: routes from network configuration become ForwardingObjectives, as
 * a real forwarding application would install them. It knows nothing of port 25 blocking.
 */
package org.op25b.lab.forwarding;
