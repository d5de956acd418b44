package org.op25b.policy;

/** What a customer's mail client notices when port 25 is blocked. */
public enum BlockStyle {
  /** The packet disappears; a client waits until its own timeout. */
  DROP,
  /**
   * The packet is dropped and the controller answers a limited share of connection attempts with a
   * TCP reset, so that clients fail at once (RFC 9293, section 3.5.2).
   */
  REJECT
}
