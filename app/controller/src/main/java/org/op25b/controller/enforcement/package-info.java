/**
 * Gets the compiled rules onto the switches and keeps them there. {@code DeltaTracker}, {@code
 * DeviceEnforcer} and what they use know no ONOS service; {@code EnforcementManager} is the shell
 * that connects them to ONOS's events and flow rules.
 */
package org.op25b.controller.enforcement;
