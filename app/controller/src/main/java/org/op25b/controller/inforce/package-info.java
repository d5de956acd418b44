/**
 * The policy as it is enforced: the provider's, from network configuration, with the exemptions
 * that are entered from day to day.
 */
package org.op25b.controller.inforce;
