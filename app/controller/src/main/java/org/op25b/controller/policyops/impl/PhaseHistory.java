package org.op25b.controller.policyops.impl;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.op25b.controller.policyops.PhaseChange;
import org.op25b.controller.policyops.PolicyVersion;
import org.op25b.controller.policyops.VersionAction;
import org.op25b.policy.Phase;

/**
 * The phases that each pool has had, from the versions that are kept. Going back takes the last
 * step away instead of adding one, so that going back twice goes back two steps, not there and
 * back.
 */
final class PhaseHistory {
  private final Map<String, Deque<Phase>> before = new HashMap<>();
  private final Map<String, Instant> since = new HashMap<>();

  private PhaseHistory() {}

  /** Replays versions, oldest first. */
  static PhaseHistory of(
      List<PolicyVersion> versions, Function<PolicyVersion, List<PhaseChange>> changes) {
    PhaseHistory history = new PhaseHistory();
    for (PolicyVersion version : versions) {
      boolean back = version.action() == VersionAction.PHASE_ROLLED_BACK;
      changes.apply(version).forEach(change -> history.replay(change, back, version.time()));
    }
    return history;
  }

  private void replay(PhaseChange change, boolean back, Instant time) {
    Deque<Phase> steps = before.computeIfAbsent(change.pool(), unused -> new ArrayDeque<>());
    since.put(change.pool(), time);
    if (change.from().isEmpty() || change.to().isEmpty()) {
      // A pool that was gone for a while is another one.
      steps.clear();
    } else if (back) {
      steps.poll();
    } else {
      steps.push(change.from().get());
    }
  }

  /** The phase before the last step of a pool. */
  Optional<Phase> previous(String pool) {
    return Optional.ofNullable(before.get(pool)).map(Deque::peek);
  }

  /** When a pool came to its present phase. */
  Optional<Instant> since(String pool) {
    return Optional.ofNullable(since.get(pool));
  }
}
