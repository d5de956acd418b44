package org.op25b.notice;

/** How far blocking is for the customers of a pool, as they see it. */
enum Stage {
  /** Port 25 is open. */
  OPEN,
  /** Port 25 is open, and the effect of closing it is measured. */
  MEASURED,
  /** Port 25 is closed except toward at least one of the own mail servers. */
  OWN_SERVERS_ONLY,
  /** Port 25 is closed toward every mail server. */
  CLOSED;

  /** Whether something is blocked. */
  boolean blocks() {
    return this == OWN_SERVERS_ONLY || this == CLOSED;
  }
}
