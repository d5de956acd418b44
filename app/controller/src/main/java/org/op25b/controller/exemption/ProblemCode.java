package org.op25b.controller.exemption;

import java.util.Locale;

/** What can be wrong with a change. */
public enum ProblemCode {
  /** A required field is empty. */
  MISSING(false),
  /** A text is longer than it may be, or a list has too many members. */
  TOO_LONG(false),
  /** A text holds control characters or broken Unicode. */
  BAD_CHARACTERS(false),
  /** Not an IPv4 or IPv6 address or prefix. */
  BAD_PREFIX(false),
  /** A prefix has bits set beyond its length. */
  HOST_BITS(false),
  /** A prefix that no customer can have: multicast, loopback, or immensely wide. */
  IMPOSSIBLE_PREFIX(false),
  /** A destination of the other address family than the customer. */
  MIXED_FAMILIES(false),
  /** Not an instant or duration. */
  BAD_TIME(false),
  /** It would end before it starts. */
  EMPTY_WINDOW(false),
  /** The expiry is not in the future. */
  EXPIRY_PAST(false),
  /** The expiry is later than the configured maximum. */
  EXPIRY_TOO_FAR(true),
  /** There is no expiry although a maximum is configured. */
  EXPIRY_MISSING(true),
  /** The addresses are in no pool, or not all of them are. */
  OUTSIDE_POOLS(true),
  /** The prefix is shorter than the configured length. */
  TOO_WIDE(true),
  /** The addresses are an own mail server's, which is never blocked. */
  MAIL_SERVER(true),
  /** Another exemption covers exactly this at the same time. */
  DUPLICATE(false),
  /** Another exemption already covers this, and more. */
  CONTAINED(true),
  /** This covers all that another exemption covers. */
  CONTAINS(true),
  /** There is no exemption of that id. */
  NOT_FOUND(false),
  /** An exemption of that id exists. */
  ID_TAKEN(false),
  /** The change is based on an old version. */
  STALE(false),
  /** A revoked exemption cannot be changed. */
  REVOKED(false),
  /** The idempotency key was used for another request. */
  KEY_REUSED(false),
  /** The store holds as many exemptions as it may. */
  FULL(false),
  /** Storage does not answer. */
  UNAVAILABLE(false),
  /** A file is not what it says: bad CSV or JSON, an unknown column or field. */
  BAD_FILE(false),
  /** Something in a policy; the message says what. */
  BAD_POLICY(false),
  /** It contradicts what is there. */
  CONFLICT(false),
  /** A value is out of its range. */
  OUT_OF_RANGE(false);

  private final boolean forcible;

  ProblemCode(boolean forcible) {
    this.forcible = forcible;
  }

  /** Whether an operator who insists may do it all the same. */
  public boolean forcible() {
    return forcible;
  }

  /** The code as interfaces show it, such as {@code outside-pools}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
