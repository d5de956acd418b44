package org.op25b.controller.enforcement;

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
 * small change in a large table costs little (the idea of Calico Felix's {@code deltatracker}). Not
 * thread-safe.
 */
final class DeltaTracker<K, V> {
  private final Map<K, V> desired = new LinkedHashMap<>();
  private final Map<K, V> dataplane = new HashMap<>();
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
          if (!value.equals(desired.get(key))) {
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
    // Remove first: a map keeps its old key object, and ours may carry more than equality sees.
    desired.remove(key);
    desired.put(key, value);
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
    // Removed first for the same reason: who asks what kind of rule is there looks at the key.
    dataplane.remove(key);
    dataplane.put(key, value);
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
    return Collections.unmodifiableMap(desired);
  }

  Map<K, V> dataplane() {
    return Collections.unmodifiableMap(dataplane);
  }

  boolean inSync() {
    return toAdd.isEmpty() && toRemove.isEmpty();
  }

  private void reconcile(K key) {
    V wanted = desired.get(key);
    V seen = dataplane.get(key);
    toAdd.remove(key);
    if (wanted != null && !wanted.equals(seen)) {
      toAdd.put(key, wanted);
    }
    toRemove.remove(key);
    if (seen != null && wanted == null) {
      toRemove.put(key, seen);
    }
  }
}
