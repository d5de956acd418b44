package org.op25b.proof;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.Exemption;

/** The exemptions of a policy, found by address and by the instants at which they begin or end. */
final class ExemptionStore {
  private final PrefixMap<Exemption> ip4 = new PrefixMap<>(IpPrefix.MAX_INET_MASK_LENGTH);
  private final PrefixMap<Exemption> ip6 = new PrefixMap<>(IpPrefix.MAX_INET6_MASK_LENGTH);
  private final NavigableMap<Instant, List<Exemption>> turns = new TreeMap<>();

  void add(Exemption exemption) {
    of(exemption).add(Ternary.of(exemption.prefix()), exemption);
    exemption.notBefore().ifPresent(at -> turn(at).add(exemption));
    exemption.expires().ifPresent(at -> turn(at).add(exemption));
  }

  private List<Exemption> turn(Instant at) {
    return turns.computeIfAbsent(at, t -> new ArrayList<>(1));
  }

  boolean contains(Exemption exemption) {
    return of(exemption).contains(Ternary.of(exemption.prefix()), exemption);
  }

  void remove(Exemption exemption) {
    of(exemption).remove(Ternary.of(exemption.prefix()), exemption);
    exemption.notBefore().ifPresent(at -> forget(at, exemption));
    exemption.expires().ifPresent(at -> forget(at, exemption));
  }

  private void forget(Instant at, Exemption exemption) {
    turns.get(at).remove(exemption);
    if (turns.get(at).isEmpty()) {
      turns.remove(at);
    }
  }

  /** The exemptions that may begin or end between two instants, whichever is the earlier. */
  Set<Exemption> turningBetween(Instant a, Instant b) {
    Set<Exemption> turning = new LinkedHashSet<>();
    if (!a.equals(b)) {
      Instant earlier = a.isBefore(b) ? a : b;
      Instant later = a.isBefore(b) ? b : a;
      turns.subMap(earlier, false, later, true).values().forEach(turning::addAll);
    }
    return turning;
  }

  /** The exemptions that are live and whose prefix overlaps one of {@code conditions}. */
  Set<Exemption> overlapping(Collection<Ternary> conditions, boolean isIp4, Instant instant) {
    Set<Exemption> found = new LinkedHashSet<>();
    for (Ternary condition : conditions) {
      (isIp4 ? ip4 : ip6)
          .overlapping(
              condition,
              exemption -> {
                if (exemption.isLiveAt(instant)) {
                  found.add(exemption);
                }
              });
    }
    return found;
  }

  void forEach(Consumer<Exemption> consumer) {
    ip4.forEach(consumer);
    ip6.forEach(consumer);
  }

  private PrefixMap<Exemption> of(Exemption exemption) {
    return exemption.prefix().isIp4() ? ip4 : ip6;
  }
}
