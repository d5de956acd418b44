package org.op25b.controller.inforce;

import com.google.common.collect.ImmutableList;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.LiveExemptions;
import org.op25b.policy.Exemption;
import org.op25b.policy.Policy;
import org.op25b.policy.SharedEnds;

/** Adds live exemptions to a policy, and remembers the result while it holds. Thread-safe. */
final class MergedPolicy {
  private final Supplier<Optional<Policy>> policy;
  private final Function<Instant, LiveExemptions> exemptions;
  private final LongSupplier changes;
  private final Clock clock;

  /** Those of the last merge. */
  private ImmutableList<ExemptionRecord> records = ImmutableList.of();

  /** What {@link #records} are for the policy, one by one. */
  private ImmutableList<Exemption> converted = ImmutableList.of();

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
    converted = convert(live.records());
    records = live.records();
    ImmutableList.Builder<Exemption> all = ImmutableList.builder();
    current.ifPresent(present -> all.addAll(present.exemptions()));
    all.addAll(converted);
    base = current;
    since = now;
    until = live.nextChange();
    Optional<Policy> result =
        current.map(present -> present.toBuilder().setExemptions(all.build()).build());
    // What is equal stays the same object, for which comparing costs nothing.
    merged = result.equals(merged) ? merged : result;
  }

  /**
   * Converts what is new. A record never changes, and all come in the order of their ids: so what
   * was there before is found in passing, without comparing more than the objects themselves.
   */
  private ImmutableList<Exemption> convert(ImmutableList<ExemptionRecord> live) {
    SharedEnds ends = SharedEnds.of(records, live);
    List<ExemptionRecord> before = ends.between(records);
    ImmutableList.Builder<Exemption> exemptions = ImmutableList.builder();
    exemptions.addAll(converted.subList(0, ends.first()));
    int old = 0;
    for (ExemptionRecord record : ends.between(live)) {
      while (old < before.size()
          && before.get(old) != record
          && before.get(old).id().compareTo(record.id()) < 0) {
        old++;
      }
      boolean known = old < before.size() && before.get(old) == record;
      exemptions.add(known ? converted.get(ends.first() + old) : record.toExemption());
    }
    exemptions.addAll(converted.subList(converted.size() - ends.last(), converted.size()));
    return exemptions.build();
  }

  private static boolean same(Optional<Policy> a, Optional<Policy> b) {
    return a.orElse(null) == b.orElse(null);
  }
}
