package org.op25b.policy;

/** How much a policy may hold; more is refused with a clear error before it costs memory. */
public final class Limits {
  /** Edge switches. */
  public static final int EDGES = 1_000;

  /** Mail-server groups. */
  public static final int MAIL_SERVER_GROUPS = 1_000;

  /** Servers of all mail-server groups together. */
  public static final int MAIL_SERVERS = 4_096;

  /** Prefixes on one allow or deny list. */
  public static final int INBOUND_PREFIXES = 100_000;

  /** Pools. */
  public static final int POOLS = 10_000;

  /** Prefixes of all pools together. */
  public static final int POOL_PREFIXES = 100_000;

  /** Exemptions: those of the policy and those of the exemption store together. */
  public static final int EXEMPTIONS = 1_100_000;

  /** Destinations of one exemption. */
  public static final int DESTINATIONS = 64;

  /** Customer or uplink ports of one edge switch. */
  public static final int SWITCH_PORTS = 4_096;

  /** The highest OpenFlow port number that can be named (beyond it, ports are reserved). */
  public static final int MAX_SWITCH_PORT = 65_279;

  /** Flow entries of one switch. */
  public static final int MAX_CAPACITY = 10_000_000;

  /** Characters of a name. */
  public static final int NAME_LENGTH = 64;

  private Limits() {}
}
