/** What a proposed policy would change, for people who have to decide. */
package org.op25b.controller.policyops.effect;
