package org.op25b.controller.enforcement;

import com.google.common.collect.Maps;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Knows what should be on a switch, what is believed to be there, and therefore what is left to do.
 *
 * <pre>
 *        desired                     dataplane
 *   +----------------------+----------------------+
 *   |  to add  |  to add   |   in    |            |
 *   | (absent) | (differs) |  sync   | to remove  |
 *   +----------+-----------+---------+------------+
 *              +---- desired and dataplane ----+
 * </pre>
 *
 * Both sides change independently; the two lists of work are kept up to date key by key, so that a
 * small change in a large table costs little (the idea of Calico Felix's {@code deltatracker}).
 *
 * <p>A key object may carry more than equality sees: a flow rule equals the one that it replaces,
 * whatever either does. So each side keeps the object that it was told of, what is to be added is
 * told by the object that was wanted, and what is to be removed by the one that is there. Not
 * thread-safe.
 */
final class DeltaTracker<K, V> {
  private final Map<K, Map.Entry<K, V>> desired = new LinkedHashMap<>();
  private final Map<K, Map.Entry<K, V>> dataplane = new HashMap<>();
  private final Map<K, V> toAdd = new LinkedHashMap<>();
  private final Map<K, V> toRemove = new LinkedHashMap<>();

  /** Replaces everything that should be there. */
  void setDesired(Map<K, V> wanted) {
    Set<K> unwanted = new HashSet<>(desired.keySet());
    unwanted.removeAll(wanted.keySet());
    unwanted.forEach(
        key -> {
          desired.remove(key);
          reconcile(key);
        });
    wanted.forEach(
        (key, value) -> {
          Map.Entry<K, V> before = desired.get(key);
          if (before == null || !value.equals(before.getValue())) {
            desire(key, value);
          }
        });
  }

  /**
   * Changes what should be there: first the keys of {@code unwanted} go, then {@code wanted} come.
   */
  void changeDesired(Map<K, V> wanted, Collection<K> unwanted) {
    for (K key : unwanted) {
      desired.remove(key);
      reconcile(key);
    }
    wanted.forEach(this::desire);
  }

  private void desire(K key, V value) {
    put(desired, key, value);
    reconcile(key);
  }

  /** Replaces everything that is believed to be there. */
  void setDataplane(Map<K, V> seen) {
    Set<K> gone = new HashSet<>(dataplane.keySet());
    gone.removeAll(seen.keySet());
    gone.forEach(this::dataplaneRemoved);
    seen.forEach(this::dataplaneAdded);
  }

  /** Notes that the switch has (or has confirmed) this entry. */
  void dataplaneAdded(K key, V value) {
    put(dataplane, key, value);
    reconcile(key);
  }

  /** Notes that the switch no longer has this entry. */
  void dataplaneRemoved(K key) {
    dataplane.remove(key);
    reconcile(key);
  }

  /** What is wanted and absent or different, in the order in which it was wanted. */
  Map<K, V> toAdd() {
    return Collections.unmodifiableMap(toAdd);
  }

  /** What is there and not wanted. */
  Map<K, V> toRemove() {
    return Collections.unmodifiableMap(toRemove);
  }

  Map<K, V> desired() {
    return values(desired);
  }

  Map<K, V> dataplane() {
    return values(dataplane);
  }

  boolean inSync() {
    return toAdd.isEmpty() && toRemove.isEmpty();
  }

  private void reconcile(K key) {
    Map.Entry<K, V> wanted = desired.get(key);
    Map.Entry<K, V> seen = dataplane.get(key);
    toAdd.remove(key);
    if (wanted != null && (seen == null || !wanted.getValue().equals(seen.getValue()))) {
      toAdd.put(wanted.getKey(), wanted.getValue());
    }
    toRemove.remove(key);
    if (seen != null && wanted == null) {
      toRemove.put(seen.getKey(), seen.getValue());
    }
  }

  /** Removes first: a map keeps its old key object. */
  private static <K, V> void put(Map<K, Map.Entry<K, V>> side, K key, V value) {
    side.remove(key);
    side.put(key, Maps.immutableEntry(key, value));
  }

  private static <K, V> Map<K, V> values(Map<K, Map.Entry<K, V>> side) {
    return Collections.unmodifiableMap(Maps.transformValues(side, Map.Entry::getValue));
  }
}
