package org.op25b.controller.wouldblock;

/** By what the list of who would break is ordered. */
public enum WouldBlockSort {
  /** By what was counted, the fewest first. */
  PACKETS,

  /** By address, IPv4 first. */
  SOURCE,

  /** By when ONOS first had a report, the earliest first. */
  FIRST_SEEN,

  /** By when it last had. */
  LAST_SEEN
}
