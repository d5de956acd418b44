/** What people and programs are told: the state of the policy and of every edge switch. */
package org.op25b.controller.status;
