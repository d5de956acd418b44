package org.op25b.embedded.openflow.link;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.onosproject.net.ConnectPoint;
import org.onosproject.net.LinkKey;

/** When a probe last came through each link. Safe for threads. */
final class SeenLinks {
  private final long staleAfterMillis;
  private final Map<LinkKey, Long> seenAt = new HashMap<>();

  /** A link through which nothing came for {@code staleAfterMillis} is stale. */
  SeenLinks(long staleAfterMillis) {
    this.staleAfterMillis = staleAfterMillis;
  }

  /** Notes that a probe came through {@code link} at {@code now}, in milliseconds. */
  synchronized void seen(LinkKey link, long now) {
    seenAt.put(link, now);
  }

  /** Forgets the links that begin or end at a place of which {@code gone} is true. */
  synchronized void forget(Predicate<ConnectPoint> gone) {
    seenAt.keySet().removeIf(link -> gone.test(link.src()) || gone.test(link.dst()));
  }

  /** Forgets and returns the links that are stale at {@code now}. */
  synchronized Set<LinkKey> takeStale(long now) {
    Set<LinkKey> stale =
        seenAt.entrySet().stream()
            .filter(each -> now - each.getValue() >= staleAfterMillis)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    seenAt.keySet().removeAll(stale);
    return stale;
  }
}
