/** Where versions of the policy and scheduled phases are kept; see docs/design/policy-ledger.md. */
package org.op25b.controller.policyops.ledger;
