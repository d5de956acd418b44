package org.op25b.controller.policyops.impl;

/** Names and defaults of the component's properties. */
public final class OsgiPropertyConstants {
  static final String KEPT_VERSIONS = "keptVersions";
  static final int KEPT_VERSIONS_DEFAULT = 100;

  private OsgiPropertyConstants() {}
}
