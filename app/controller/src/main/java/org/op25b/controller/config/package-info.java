/**
 * Takes the policy from ONOS's network configuration. A policy with any problem is refused whole,
 * and the last good one stays in force, also when the configuration disappears.
 */
package org.op25b.controller.config;
