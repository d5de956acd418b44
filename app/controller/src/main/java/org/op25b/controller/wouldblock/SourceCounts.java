package org.op25b.controller.wouldblock;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSetMultimap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.Phase;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;

/**
 * Finds the sources by dividing again and again what has counted something, in a bounded number of
 * counters (Jose, Yu, Rexford, <i>Online Measurement of Large Traffic Aggregates on Commodity
 * Switches</i>, Hot-ICE 2011). Parts that stay silent are given up first. Not thread-safe.
 */
final class SourceCounts {
  /** A part is divided into sixteen. */
  private static final int BITS = 4;

  /** Longer than two reports of a switch: a part that was silent so long may be given up. */
  private static final Duration SILENT = Duration.ofSeconds(30);

  /** With less of a switch free than this, blocking needs the room. */
  private static final double LEAST_FREE = 0.1;

  private static final double ENOUGH_FREE = 0.2;

  private static final int MOST_REMEMBERED = 10_000;

  private final int mostParts;
  private final int mostSources;
  private final int ipv4Length;
  private final int ipv6Length;

  /** When each part was made or last counted something. */
  private final Map<PoolPart, Instant> parts = new LinkedHashMap<>();

  private final Map<PoolPart, Seen> seen = new HashMap<>();
  private final Set<PoolPart> toDivide = new LinkedHashSet<>();

  /** When parts were last divided, the latest last; bounded. */
  private final Map<PoolPart, Instant> divided =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PoolPart, Instant> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  private String limit = "";

  SourceCounts(int mostParts, int mostSources, int ipv4Length, int ipv6Length) {
    this.mostParts = mostParts;
    this.mostSources = mostSources;
    this.ipv4Length = ipv4Length;
    this.ipv6Length = ipv6Length;
  }

  void counted(PoolPart part, long packets, Instant at) {
    parts.computeIfPresent(part, (unused, before) -> at);
    part.prefix().ifPresent(prefix -> note(part, packets, at));
    if (!isExact(part)) {
      toDivide.add(part);
    }
  }

  private void note(PoolPart part, long packets, Instant at) {
    Seen before = seen.get(part);
    if (before == null && seen.size() >= mostSources) {
      seen.entrySet().stream()
          .min(Comparator.comparing(each -> each.getValue().last))
          .ifPresent(oldest -> seen.remove(oldest.getKey()));
    }
    seen.computeIfAbsent(part, unused -> new Seen(at)).add(packets, at);
  }

  /**
   * Divides and joins; whether {@link #parts} is another now.
   *
   * @param free the share of its capacity that the fullest switch has left
   */
  boolean divide(Policy policy, double free, Instant now) {
    ImmutableSetMultimap<String, IpPrefix> before = parts();
    parts.keySet().removeIf(part -> !isMonitored(policy, part));
    if (free < LEAST_FREE) {
      parts.clear();
    }
    limit = mostParts == 0 ? "countedParts is 0" : "";
    if (free < ENOUGH_FREE) {
      limit = "a switch has no room for rules that only count";
    }
    // Whoever's turn it has not been yet comes first, and of those who is nearest to an end.
    List<PoolPart> due = new ArrayList<>(toDivide);
    due.sort(
        Comparator.<PoolPart, Instant>comparing(part -> divided.getOrDefault(part, Instant.MIN))
            .thenComparing(Comparator.comparingInt(SourceCounts::length).reversed()));
    toDivide.clear();
    if (limit.isEmpty()) {
      due.forEach(part -> divide(policy, part, now));
    }
    return !parts().equals(before);
  }

  private void divide(Policy policy, PoolPart part, Instant now) {
    if (!isMonitored(policy, part)) {
      return;
    }
    List<PoolPart> missing =
        pieces(policy, part).stream()
            .filter(piece -> !parts.containsKey(piece))
            .collect(Collectors.toList());
    makeRoom(parts.size() + missing.size() - mostParts, length(part), now);
    if (parts.size() + missing.size() > mostParts) {
      limit = "all " + mostParts + " counters are in use";
      return;
    }
    missing.forEach(piece -> parts.put(piece, now));
    divided.remove(part);
    divided.put(part, now);
  }

  /**
   * Gives parts up, for what they are in counts for them then: silent ones first, then sources that
   * are listed already, then what is no nearer to an end than the part that needs the room.
   */
  private void makeRoom(int howMany, int length, Instant now) {
    if (howMany <= 0) {
      return;
    }
    List<PoolPart> candidates =
        parts.entrySet().stream()
            .filter(each -> each.getValue().isBefore(now))
            .filter(
                each ->
                    use(each.getKey(), each.getValue(), now) < 3 || length(each.getKey()) <= length)
            .sorted(
                Comparator.<Map.Entry<PoolPart, Instant>>comparingInt(
                        each -> use(each.getKey(), each.getValue(), now))
                    .thenComparing(Map.Entry::getValue))
            .limit(howMany)
            .map(Map.Entry::getKey)
            .collect(Collectors.toList());
    if (candidates.size() == howMany) {
      parts.keySet().removeAll(candidates);
    }
  }

  private int use(PoolPart part, Instant active, Instant now) {
    if (active.plus(SILENT).isBefore(now)) {
      return seen.containsKey(part) ? 1 : 0;
    }
    return isExact(part) && seen.containsKey(part) ? 2 : 3;
  }

  private static int length(PoolPart part) {
    return part.prefix().map(IpPrefix::prefixLength).orElse(0);
  }

  private List<PoolPart> pieces(Policy policy, PoolPart part) {
    if (part.prefix().isEmpty()) {
      return policy.pool(part.pool()).get().prefixes().stream()
          .map(prefix -> PoolPart.of(part.pool(), prefix))
          .collect(Collectors.toList());
    }
    IpPrefix whole = part.prefix().get();
    int length = Math.min(whole.prefixLength() + BITS, longest(whole));
    List<PoolPart> pieces = new ArrayList<>();
    for (int n = 0; n < 1 << (length - whole.prefixLength()); n++) {
      pieces.add(PoolPart.of(part.pool(), Pieces.nth(whole, length, n)));
    }
    return pieces;
  }

  private static boolean isMonitored(Policy policy, PoolPart part) {
    Optional<Pool> pool = policy.pool(part.pool());
    return pool.isPresent() && pool.get().phase() == Phase.MONITOR;
  }

  private boolean isExact(PoolPart part) {
    return part.prefix().isPresent()
        && part.prefix().get().prefixLength() >= longest(part.prefix().get());
  }

  private int longest(IpPrefix prefix) {
    return prefix.isIp4() ? ipv4Length : ipv6Length;
  }

  /** The parts of each pool that are to be counted apart. */
  ImmutableSetMultimap<String, IpPrefix> parts() {
    ImmutableSetMultimap.Builder<String, IpPrefix> all = ImmutableSetMultimap.builder();
    parts.keySet().forEach(part -> all.put(part.pool(), part.prefix().get()));
    return all.build();
  }

  String limit() {
    return limit;
  }

  /** Everybody found so far; whatever is not told apart yet comes as the prefix that it is in. */
  ImmutableList<WouldBlockSource> sources() {
    return seen.entrySet().stream()
        .map(
            each ->
                WouldBlockSource.of(
                    each.getKey().prefix().get(),
                    isExact(each.getKey()),
                    each.getKey().pool(),
                    each.getValue().packets,
                    each.getValue().first,
                    each.getValue().last))
        .sorted(
            Comparator.comparing((WouldBlockSource source) -> !source.exact())
                .thenComparing(Comparator.comparingLong(WouldBlockSource::packets).reversed())
                .thenComparing(source -> source.source().toString()))
        .collect(ImmutableList.toImmutableList());
  }

  private static final class Seen {
    private final Instant first;
    private Instant last;
    private long packets;

    Seen(Instant first) {
      this.first = first;
    }

    void add(long more, Instant at) {
      packets += more;
      last = at;
    }
  }
}
