package org.op25b.controller.copies;

/** Names and defaults of the component's properties. */
final class OsgiPropertyConstants {
  static final String SAMPLES_PER_SECOND = "samplesPerSecond";
  static final int SAMPLES_PER_SECOND_DEFAULT = 50;

  static final String REJECTS_PER_SECOND = "rejectsPerSecond";
  static final int REJECTS_PER_SECOND_DEFAULT = 50;

  private OsgiPropertyConstants() {}
}
