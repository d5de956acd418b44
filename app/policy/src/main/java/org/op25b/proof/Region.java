package org.op25b.proof;

import java.util.Collection;
import java.util.Map;

/** The packets of some boxes of which one port is neither 25 nor unseen. */
final class Region {
  private final Collection<Map<Field, Ternary>> boxes;
  private final Field ordinaryPort;

  Region(Collection<Map<Field, Ternary>> boxes, Field ordinaryPort) {
    this.boxes = boxes;
    this.ordinaryPort = ordinaryPort;
  }

  Collection<Map<Field, Ternary>> boxes() {
    return boxes;
  }

  /** The port that is neither 25 nor unseen. */
  Field ordinaryPort() {
    return ordinaryPort;
  }
}
