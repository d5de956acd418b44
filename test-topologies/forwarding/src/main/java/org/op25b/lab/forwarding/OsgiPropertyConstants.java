package org.op25b.lab.forwarding;

/** Names and defaults of the component's properties. */
final class OsgiPropertyConstants {
  static final String REACTIVE = "reactive";
  static final boolean REACTIVE_DEFAULT = false;

  private OsgiPropertyConstants() {}
}
