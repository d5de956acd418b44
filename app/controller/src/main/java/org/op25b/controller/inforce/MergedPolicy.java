package org.op25b.controller.inforce;

import com.google.common.collect.ImmutableList;
import java.time.Clock;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.LiveExemptions;
import org.op25b.policy.Exemption;
import org.op25b.policy.Policy;

/** Adds live exemptions to a policy, and remembers the result while it holds. Thread-safe. */
final class MergedPolicy {
  private final Supplier<Optional<Policy>> policy;
  private final Function<Instant, LiveExemptions> exemptions;
  private final LongSupplier changes;
  private final Clock clock;

  /** By identity: a record never changes, and comparing thousands of them would take long. */
  private Map<ExemptionRecord, Exemption> converted = new IdentityHashMap<>();

  private Optional<Policy> base = Optional.empty();
  private Optional<Policy> merged = Optional.empty();
  private Instant since = Instant.MAX;
  private Optional<Instant> until = Optional.empty();
  private long seenChanges = -1;

  /**
   * Makes a policy that follows its parts.
   *
   * @param changes a number that differs after every change of the exemptions
   */
  MergedPolicy(
      Supplier<Optional<Policy>> policy,
      Function<Instant, LiveExemptions> exemptions,
      LongSupplier changes,
      Clock clock) {
    this.policy = policy;
    this.exemptions = exemptions;
    this.changes = changes;
    this.clock = clock;
  }

  synchronized Optional<Policy> now() {
    Instant now = clock.instant();
    // Asked before the exemptions: a change in between is then merged once more, never missed.
    long latest = changes.getAsLong();
    Optional<Policy> current = policy.get();
    boolean holds =
        !now.isBefore(since) && until.map(now::isBefore).orElse(true) && latest == seenChanges;
    if (!holds || !same(current, base)) {
      merge(current, now);
      seenChanges = latest;
    }
    return merged;
  }

  private void merge(Optional<Policy> current, Instant now) {
    LiveExemptions live = exemptions.apply(now);
    Map<ExemptionRecord, Exemption> kept = new IdentityHashMap<>();
    for (ExemptionRecord record : live.records()) {
      Exemption known = converted.get(record);
      kept.put(record, known == null ? record.toExemption() : known);
    }
    ImmutableList.Builder<Exemption> all = ImmutableList.builder();
    current.ifPresent(present -> all.addAll(present.exemptions()));
    live.records().forEach(record -> all.add(kept.get(record)));
    converted = kept;
    base = current;
    since = now;
    until = live.nextChange();
    Optional<Policy> result =
        current.map(present -> present.toBuilder().setExemptions(all.build()).build());
    // What is equal stays the same object, for which comparing costs nothing.
    merged = result.equals(merged) ? merged : result;
  }

  private static boolean same(Optional<Policy> a, Optional<Policy> b) {
    return a.orElse(null) == b.orElse(null);
  }
}
