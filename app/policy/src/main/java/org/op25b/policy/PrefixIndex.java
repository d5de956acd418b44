package org.op25b.policy;

import java.util.List;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;

/**
 * Prefixes of both families, ready for longest-prefix matches. Each distinct prefix is a
 * <i>node</i>, a number from 0 to {@link #nodes()} - 1; {@link #parent} leads from a node to the
 * longest other prefix that contains it.
 */
final class PrefixIndex {
  /** "No prefix contains it." */
  static final int NONE = -1;

  private final PrefixTable ip4;
  private final PrefixTable ip6;
  private final int[] nodeOfInput;

  private PrefixIndex(PrefixTable ip4, PrefixTable ip6, int[] nodeOfInput) {
    this.ip4 = ip4;
    this.ip6 = ip6;
    this.nodeOfInput = nodeOfInput;
  }

  /** Returns an index of {@code prefixes}, of which several may be equal. */
  static PrefixIndex of(List<? extends IpPrefix> prefixes) {
    int[] nodeOfInput = new int[prefixes.size()];
    PrefixTable ip4 = PrefixTable.of(prefixes, IpAddress.Version.INET, 0, nodeOfInput);
    PrefixTable ip6 = PrefixTable.of(prefixes, IpAddress.Version.INET6, ip4.nodes(), nodeOfInput);
    return new PrefixIndex(ip4, ip6, nodeOfInput);
  }

  /** The number of distinct prefixes. */
  int nodes() {
    return ip4.nodes() + ip6.nodes();
  }

  /** The node of the prefix that stood at {@code position} of the list this was made from. */
  int nodeOf(int position) {
    return nodeOfInput[position];
  }

  /** The node of the next shorter prefix that contains {@code node}, or {@link #NONE}. */
  int parent(int node) {
    return node < ip4.nodes() ? ip4.parent(node) : ip6.parent(node);
  }

  /** The node of the longest prefix that contains an address, or {@link #NONE}. */
  int longestMatch(boolean isIp4, long high, long low) {
    return (isIp4 ? ip4 : ip6).longestMatch(high, low);
  }

  /** The node of the longest prefix that contains {@code address}, or {@link #NONE}. */
  int longestMatch(IpAddress address) {
    byte[] octets = address.toOctets();
    return longestMatch(address.isIp4(), AddressBits.high(octets), AddressBits.low(octets));
  }

  /** Whether some prefix contains all of {@code other}. */
  boolean encloses(IpPrefix other) {
    return tableOf(other).encloses(other);
  }

  /** Whether some prefix has an address in common with {@code other}. */
  boolean overlaps(IpPrefix other) {
    return tableOf(other).overlaps(other);
  }

  private PrefixTable tableOf(IpPrefix prefix) {
    return prefix.isIp4() ? ip4 : ip6;
  }
}
