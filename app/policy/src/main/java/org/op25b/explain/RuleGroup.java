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

/** Rules of one shape: what they match differs in addresses only, so one hash lookup finds one. */
final class RuleGroup {
  private final Optional<Family> family;
  private final Port25 port;
  private final Mask source;
  private final Mask destination;
  private final ImmutableList<Rule> rules;

  /** Four longs of masked addresses for each rule. */
  private final long[] keys;

  /** Open addressing: rule numbers plus one, 0 where nothing is. */
  private final int[] slots;

  /** Makes a group of rules of one shape, highest priority first. */
  RuleGroup(List<Rule> rules) {
    Match shape = rules.get(0).match();
    this.family = shape.family();
    this.port = shape.port();
    this.source = new Mask(shape.sourcePrefix().length());
    this.destination = new Mask(shape.destinationPrefix().length());
    this.rules = ImmutableList.copyOf(rules);
    this.keys = new long[4 * rules.size()];
    this.slots = new int[Integer.highestOneBit(rules.size()) * 4];
    for (int number = 0; number < rules.size(); number++) {
      put(number, rules.get(number).match());
    }
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
    return rules.get(0).table();
  }

  int highestPriority() {
    return rules.get(0).priority();
  }

  /** The rule that matches {@code packet} with the highest priority, or null. */
  Rule find(TcpPacket packet) {
    if (!isOfShape(packet)) {
      return null;
    }
    long sourceHigh = packet.sourceHigh() & source.high;
    long sourceLow = packet.sourceLow() & source.low;
    long destinationHigh = packet.destinationHigh() & destination.high;
    long destinationLow = packet.destinationLow() & destination.low;
    int slot = slot(sourceHigh, sourceLow, destinationHigh, destinationLow);
    for (; slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
      int key = 4 * (slots[slot] - 1);
      if (keys[key] == sourceHigh
          && keys[key + 1] == sourceLow
          && keys[key + 2] == destinationHigh
          && keys[key + 3] == destinationLow) {
        return rules.get(slots[slot] - 1);
      }
    }
    return null;
  }

  private boolean isOfShape(TcpPacket packet) {
    if (!family.isPresent()) {
      return true;
    }
    return packet.source().isIp4() == (family.get() == Family.IPV4)
        && port.tcpSource().orElse(packet.sourcePort()) == packet.sourcePort()
        && port.tcpDestination().orElse(packet.destinationPort()) == packet.destinationPort();
  }

  private void put(int number, Match match) {
    int key = 4 * number;
    byte[] from = octets(match.sourcePrefix());
    byte[] to = octets(match.destinationPrefix());
    keys[key] = AddressBits.high(from);
    keys[key + 1] = AddressBits.low(from);
    keys[key + 2] = AddressBits.high(to);
    keys[key + 3] = AddressBits.low(to);
    // A later rule with the same key has a lower priority, so probing meets it second.
    int slot = slot(keys[key], keys[key + 1], keys[key + 2], keys[key + 3]);
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = number + 1;
  }

  private static byte[] octets(Prefix prefix) {
    return prefix.toIpPrefix().address().toOctets();
  }

  private int slot(long a, long b, long c, long d) {
    long mixed = (a ^ Long.rotateLeft(b, 17) ^ Long.rotateLeft(c, 31) ^ Long.rotateLeft(d, 47));
    mixed *= 0x9E3779B97F4A7C15L; // Fibonacci hashing (Knuth, TAOCP vol. 3, 6.4)
    return (int) (mixed >>> 33) & (slots.length - 1);
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
