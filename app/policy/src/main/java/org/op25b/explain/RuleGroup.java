package org.op25b.explain;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.op25b.compile.Match;
import org.op25b.compile.Port25;
import org.op25b.compile.Rule;
import org.op25b.compile.trie.Family;
import org.op25b.compile.trie.Prefix;
import org.op25b.policy.AddressBits;
import org.op25b.policy.TcpPacket;

/**
 * Rules of one priority and shape: what they match differs in addresses only, so one hash lookup
 * finds the one of them that matches. Open addressing with the keys in place: a lookup that finds
 * nothing, the usual case, touches one line of memory.
 */
final class RuleGroup {
  /** Two IPv4 addresses are one word; two of IPv6 are four. */
  private static final int WORDS_IP6 = 4;

  private final int table;
  private final int priority;
  private final Optional<Family> family;
  private final Port25 port;
  private final boolean wide;

  // The bits of the two addresses that the prefix lengths keep.
  private final long sourceHigh;
  private final long sourceLow;
  private final long destinationHigh;
  private final long destinationLow;

  // What all rules ask alike of the upper halves: most packets need no lookup to be told apart.
  private final long sharedSourceBits;
  private final long sharedSource;
  private final long sharedDestinationBits;
  private final long sharedDestination;

  private final long[] keys;

  /** The rule of each slot; null where nothing is, and then the slot's key is 0. */
  private final Rule[] rules;

  /** Makes a group of rules that are {@link #alike}. */
  RuleGroup(List<Rule> alike) {
    Rule first = alike.get(0);
    Match shape = first.match();
    this.table = first.table();
    this.priority = first.priority();
    this.family = shape.family();
    this.port = shape.port();
    int source = shape.sourcePrefix().length();
    int destination = shape.destinationPrefix().length();
    this.sourceHigh = highMask(source);
    this.sourceLow = lowMask(source);
    this.destinationHigh = highMask(destination);
    this.destinationLow = lowMask(destination);
    this.wide = family.equals(Optional.of(Family.IPV6));
    long from = high(shape.sourcePrefix());
    long to = high(shape.destinationPrefix());
    long fromBits = sourceHigh;
    long toBits = destinationHigh;
    for (Rule rule : alike) {
      fromBits &= ~(high(rule.match().sourcePrefix()) ^ from);
      toBits &= ~(high(rule.match().destinationPrefix()) ^ to);
    }
    this.sharedSourceBits = fromBits;
    this.sharedSource = from & fromBits;
    this.sharedDestinationBits = toBits;
    this.sharedDestination = to & toBits;
    this.rules = new Rule[Integer.highestOneBit(alike.size() + alike.size() / 2) * 2];
    this.keys = new long[rules.length * (wide ? WORDS_IP6 : 1)];
    alike.forEach(this::put);
  }

  /** What rules of one group have in common. */
  static ImmutableList<Object> alike(Rule rule) {
    Match match = rule.match();
    return ImmutableList.of(
        rule.table(),
        rule.priority(),
        match.family(),
        match.port(),
        match.sourcePrefix().length(),
        match.destinationPrefix().length());
  }

  int table() {
    return table;
  }

  int priority() {
    return priority;
  }

  /** Whether packets of {@code family} with these ports can match at all. */
  boolean isFor(Family packetFamily, int sourcePort, int destinationPort) {
    return family.map(packetFamily::equals).orElse(true)
        && port.tcpSource().orElse(sourcePort) == sourcePort
        && port.tcpDestination().orElse(destinationPort) == destinationPort;
  }

  /** The rule that matches a packet that the group {@link #isFor}; or null. */
  Rule find(TcpPacket packet) {
    if ((packet.sourceHigh() & sharedSourceBits) != sharedSource
        || (packet.destinationHigh() & sharedDestinationBits) != sharedDestination) {
      return null;
    }
    return rules[
        slot(
            packet.sourceHigh() & sourceHigh,
            packet.sourceLow() & sourceLow,
            packet.destinationHigh() & destinationHigh,
            packet.destinationLow() & destinationLow)];
  }

  private void put(Rule rule) {
    byte[] from = octets(rule.match().sourcePrefix());
    byte[] to = octets(rule.match().destinationPrefix());
    long a = AddressBits.high(from);
    long b = AddressBits.low(from);
    long c = AddressBits.high(to);
    long d = AddressBits.low(to);
    int slot = slot(a, b, c, d);
    rules[slot] = rule;
    if (wide) {
      keys[WORDS_IP6 * slot] = a;
      keys[WORDS_IP6 * slot + 1] = b;
      keys[WORDS_IP6 * slot + 2] = c;
      keys[WORDS_IP6 * slot + 3] = d;
    } else {
      keys[slot] = word(a, c);
    }
  }

  /** The slot where a key is, or the empty one where it would be. */
  private int slot(long a, long b, long c, long d) {
    return wide ? wideSlot(a, b, c, d) : slot(word(a, c));
  }

  private int slot(long key) {
    int slot = start(key);
    while (keys[slot] != key && (keys[slot] != 0 || rules[slot] != null)) {
      slot = next(slot);
    }
    // An empty slot has key 0 and no rule, also when 0 is the key that is sought.
    return slot;
  }

  private int wideSlot(long a, long b, long c, long d) {
    int slot = start(a ^ Long.rotateLeft(b, 17) ^ Long.rotateLeft(c, 31) ^ Long.rotateLeft(d, 47));
    while (true) {
      int key = WORDS_IP6 * slot;
      boolean same =
          keys[key] == a && keys[key + 1] == b && keys[key + 2] == c && keys[key + 3] == d;
      if (same || (keys[key] == 0 && rules[slot] == null)) {
        return slot;
      }
      slot = next(slot);
    }
  }

  private int start(long key) {
    long mixed = (key ^ (key >>> 32)) * 0x9E3779B97F4A7C15L; // Knuth, TAOCP 3, 6.4: Fibonacci
    return (int) (mixed >>> 33) & (rules.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (rules.length - 1);
  }

  private static long word(long source, long destination) {
    return source | (destination >>> 32);
  }

  private static long high(Prefix prefix) {
    return AddressBits.high(octets(prefix));
  }

  private static byte[] octets(Prefix prefix) {
    return prefix.toIpPrefix().address().toOctets();
  }

  private static long highMask(int length) {
    return length == 0 ? 0 : -1L << (Long.SIZE - Math.min(length, Long.SIZE));
  }

  private static long lowMask(int length) {
    return length <= Long.SIZE ? 0 : -1L << (2 * Long.SIZE - length);
  }
}
