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
 * Rules of one shape: what they match differs in addresses only, so one hash lookup finds one. Open
 * addressing with the keys in place: a lookup that finds nothing, the usual case, touches one line
 * of memory.
 */
final class RuleGroup {
  /** Two IPv4 addresses are one word; two of IPv6 are four. */
  private static final int WORDS_IP6 = 4;

  private final int table;
  private final int highestPriority;
  private final Optional<Family> family;
  private final Port25 port;
  private final Mask source;
  private final Mask destination;
  private final boolean wide;
  private final long[] keys;

  /** The rule of each slot; null where nothing is, and then the slot's key is 0. */
  private final Rule[] rules;

  /** Makes a group of rules of one shape, highest priority first. */
  RuleGroup(List<Rule> sameShape) {
    Rule first = sameShape.get(0);
    Match shape = first.match();
    this.table = first.table();
    this.highestPriority = first.priority();
    this.family = shape.family();
    this.port = shape.port();
    this.source = new Mask(shape.sourcePrefix().length());
    this.destination = new Mask(shape.destinationPrefix().length());
    this.wide = family.equals(Optional.of(Family.IPV6));
    this.rules = new Rule[Integer.highestOneBit(sameShape.size()) * 4];
    this.keys = new long[rules.length * (wide ? WORDS_IP6 : 1)];
    sameShape.forEach(this::put);
  }

  /** What rules of one group have in common. */
  static ImmutableList<Object> shape(Rule rule) {
    Match match = rule.match();
    return ImmutableList.of(
        rule.table(),
        match.family(),
        match.port(),
        match.sourcePrefix().length(),
        match.destinationPrefix().length());
  }

  int table() {
    return table;
  }

  int highestPriority() {
    return highestPriority;
  }

  /** Whether packets of {@code family} with these ports can match at all. */
  boolean isFor(Family packetFamily, int sourcePort, int destinationPort) {
    return family.map(packetFamily::equals).orElse(true)
        && port.tcpSource().orElse(sourcePort) == sourcePort
        && port.tcpDestination().orElse(destinationPort) == destinationPort;
  }

  /** The rule for a packet that the group {@link #isFor}, of highest priority; or null. */
  Rule find(TcpPacket packet) {
    return rules[
        slot(
            packet.sourceHigh() & source.high,
            packet.sourceLow() & source.low,
            packet.destinationHigh() & destination.high,
            packet.destinationLow() & destination.low)];
  }

  private void put(Rule rule) {
    byte[] from = octets(rule.match().sourcePrefix());
    byte[] to = octets(rule.match().destinationPrefix());
    long a = AddressBits.high(from);
    long b = AddressBits.low(from);
    long c = AddressBits.high(to);
    long d = AddressBits.low(to);
    int slot = slot(a, b, c, d);
    // What came first has the higher priority and stays.
    if (rules[slot] == null) {
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

  private static byte[] octets(Prefix prefix) {
    return prefix.toIpPrefix().address().toOctets();
  }

  /** The bits of an address that a prefix length keeps. */
  private static final class Mask {
    final long high;
    final long low;

    Mask(int length) {
      this.high = length == 0 ? 0 : -1L << (Long.SIZE - Math.min(length, Long.SIZE));
      this.low = length <= Long.SIZE ? 0 : -1L << (2 * Long.SIZE - length);
    }
  }
}
