/** The customer notice of the policy in force, with the provider's name and contact. */
package org.op25b.controller.notice;
