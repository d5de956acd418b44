/**
 * What operators do with the policy as a whole: look at it before it counts, put it in force, go
 * back to an earlier one, and bring pools from phase to phase, now or at a date.
 */
package org.op25b.controller.policyops;
