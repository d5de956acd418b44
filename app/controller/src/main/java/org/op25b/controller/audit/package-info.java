/** The journal of all changes, and the audit log, which is a view of it. */
package org.op25b.controller.audit;
