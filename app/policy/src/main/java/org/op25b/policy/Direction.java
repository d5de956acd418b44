package org.op25b.policy;

/** The two independent questions that are asked about every packet. */
public enum Direction {
  /** A client speaks to port 25: the destination port is 25, or unseen. */
  TOWARD_25,
  /** The return path: the source port is 25, or unseen. */
  FROM_25
}
