package org.op25b.notice;

import com.google.common.collect.ImmutableList;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Policy;

/**
 * Finds addresses that stand for others: one of a pool, say, that neither a nested pool nor a mail
 * server takes away. All prefixes of the policy's pools and mail servers are known, so the search
 * never guesses.
 */
final class Addresses {
  private final List<Range> ip4 = new ArrayList<>();
  private final List<Range> ip6 = new ArrayList<>();

  /** Returns the search among all prefixes of pools and mail servers. */
  static Addresses of(Policy policy) {
    Addresses all = new Addresses();
    policy.pools().forEach(pool -> pool.prefixes().forEach(all::add));
    policy.mailServerGroups().forEach(group -> group.servers().forEach(all::add));
    return all.sort();
  }

  /** The same, with those of the allow and deny lists of inbound policies. */
  static Addresses withLists(Policy policy) {
    Addresses all = of(policy);
    for (MailServerGroup group : policy.mailServerGroups()) {
      if (group.inbound().isPresent()) {
        group.inbound().get().allow().forEach(all::add);
        group.inbound().get().deny().forEach(all::add);
      }
    }
    return all.sort();
  }

  /** Returns the search among the prefixes of mail servers alone. */
  static Addresses ofServers(Policy policy) {
    Addresses all = new Addresses();
    policy.mailServerGroups().forEach(group -> group.servers().forEach(all::add));
    return all.sort();
  }

  private Addresses() {}

  private Addresses sort() {
    Comparator<Range> order =
        Comparator.<Range, BigInteger>comparing(range -> range.first)
            .thenComparing(range -> range.last, Comparator.reverseOrder());
    ip4.sort(order);
    ip6.sort(order);
    return this;
  }

  private void add(IpPrefix prefix) {
    (prefix.isIp4() ? ip4 : ip6).add(new Range(prefix));
  }

  /**
   * Returns an address of one of {@code prefixes} (of the given family) that no longer known prefix
   * contains; absent when there is none.
   */
  Optional<IpAddress> in(Iterable<IpPrefix> prefixes, boolean isIp4) {
    for (IpPrefix prefix : prefixes) {
      if (prefix.isIp4() == isIp4) {
        Optional<IpAddress> found = in(new Range(prefix), isIp4);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Returns addresses of {@code prefix} that stand for all of it: one of each known prefix inside
   * it, and one that is in none of those, as far as there are such addresses.
   */
  Set<IpAddress> allIn(IpPrefix prefix) {
    List<Range> all = prefix.isIp4() ? ip4 : ip6;
    Range range = new Range(prefix);
    Set<IpAddress> found = new LinkedHashSet<>();
    in(range, prefix.isIp4()).ifPresent(found::add);
    for (int i = firstFrom(all, range.first); i < all.size(); i++) {
      Range other = all.get(i);
      if (other.first.compareTo(range.last) > 0) {
        break;
      }
      if (range.encloses(other)) {
        in(other, prefix.isIp4()).ifPresent(found::add);
      }
    }
    return found;
  }

  /** Returns an address that no known prefix contains at all. */
  Optional<IpAddress> outside(boolean isIp4) {
    // Addresses for documentation come first (RFC 5737, RFC 3849): they belong to nobody.
    ImmutableList<IpPrefix> candidates =
        isIp4
            ? ImmutableList.of(
                IpPrefix.valueOf("192.0.2.0/24"),
                IpPrefix.valueOf("198.51.100.0/24"),
                IpPrefix.valueOf("0.0.0.0/0"))
            : ImmutableList.of(IpPrefix.valueOf("2001:db8::/32"), IpPrefix.valueOf("::/0"));
    for (IpPrefix candidate : candidates) {
      Range range = new Range(candidate);
      List<Range> all = isIp4 ? ip4 : ip6;
      boolean taken = all.stream().anyMatch(other -> other.encloses(range));
      Optional<IpAddress> found = taken ? Optional.empty() : in(range, isIp4);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<IpAddress> in(Range range, boolean isIp4) {
    List<Range> all = isIp4 ? ip4 : ip6;
    BigInteger cursor = range.first;
    for (int i = firstFrom(all, range.first); i < all.size(); i++) {
      Range other = all.get(i);
      if (other.first.compareTo(cursor) > 0) {
        break;
      }
      if (!other.encloses(range)) {
        cursor = cursor.max(other.last.add(BigInteger.ONE));
      }
    }
    return cursor.compareTo(range.last) > 0
        ? Optional.empty()
        : Optional.of(address(cursor, isIp4));
  }

  /** The position of the first range that starts at {@code start} or later. */
  private static int firstFrom(List<Range> all, BigInteger start) {
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all.get(middle).first.compareTo(start) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static IpAddress address(BigInteger number, boolean isIp4) {
    byte[] octets = new byte[isIp4 ? IpAddress.INET_BYTE_LENGTH : IpAddress.INET6_BYTE_LENGTH];
    byte[] digits = number.toByteArray();
    for (int i = 0; i < Math.min(octets.length, digits.length); i++) {
      octets[octets.length - 1 - i] = digits[digits.length - 1 - i];
    }
    return IpAddress.valueOf(isIp4 ? IpAddress.Version.INET : IpAddress.Version.INET6, octets);
  }

  private static final class Range {
    final BigInteger first;
    final BigInteger last;

    Range(IpPrefix prefix) {
      byte[] octets = prefix.address().toOctets();
      first = new BigInteger(1, octets);
      int free = octets.length * Byte.SIZE - prefix.prefixLength();
      last = first.add(BigInteger.ONE.shiftLeft(free).subtract(BigInteger.ONE));
    }

    boolean encloses(Range other) {
      return first.compareTo(other.first) <= 0 && last.compareTo(other.last) >= 0;
    }
  }
}
