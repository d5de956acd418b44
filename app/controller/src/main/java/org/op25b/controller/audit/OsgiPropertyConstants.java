package org.op25b.controller.audit;

/** Names and defaults of the audit component's properties. */
final class OsgiPropertyConstants {
  static final String AUDIT_LIMIT = "auditLimit";
  static final int AUDIT_LIMIT_DEFAULT = 100000;

  private OsgiPropertyConstants() {}
}
