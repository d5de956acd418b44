/** How changes of the policy are decided, and how they reach network configuration. */
package org.op25b.controller.policyops.impl;
