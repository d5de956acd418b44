/**
 * Exemptions: customers who may use port 25 although their pool is blocked. {@link
 * org.op25b.controller.exemption.ExemptionService} is what commands, REST and other applications
 * use; the sub-packages hold its rules, its store and its file formats.
 */
package org.op25b.controller.exemption;
