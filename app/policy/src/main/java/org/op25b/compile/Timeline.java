package org.op25b.compile;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.op25b.policy.Exemption;
import org.op25b.policy.Selection;
import org.op25b.policy.SharedEnds;

/**
 * Which exemptions count, and which of those end soon, as their list changes and time passes. Only
 * what is new is looked at until the clock reaches the next instant that matters to some exemption.
 * Not safe for threads.
 */
final class Timeline {
  private final Duration horizon;
  private final boolean canEnd;
  private Selection<Exemption> lasting;
  private Selection<Exemption> ending;
  private ImmutableList<Exemption> known = ImmutableList.of();

  /** From here until {@link #until} the clock changes nothing. */
  private Instant since = Instant.MAX;

  private Instant until = Instant.MIN;

  /**
   * A timeline that knows nothing yet.
   *
   * @param horizon how soon an exemption must end to be among {@link #ending()}
   * @param canEnd whether any is to be there; if not, all last
   */
  Timeline(Duration horizon, boolean canEnd) {
    this.horizon = horizon;
    this.canEnd = canEnd;
  }

  /** Takes in another list or another time, which may be earlier. */
  void move(ImmutableList<Exemption> exemptions, Instant now) {
    Instant end = untilWith(exemptions);
    if (now.isBefore(since) || !now.isBefore(end)) {
      since = now;
      until = Instant.MAX;
      known = ImmutableList.of();
      lasting = new Selection<>(exemption -> exemption.isLiveAt(now) && !endsSoon(exemption, now));
      ending = new Selection<>(exemption -> exemption.isLiveAt(now) && endsSoon(exemption, now));
      end = untilWith(exemptions);
    }
    until = end;
    known = exemptions;
  }

  /** Until when the clock would change nothing, counted from {@link #since}, of this list. */
  private Instant untilWith(ImmutableList<Exemption> exemptions) {
    Instant end = until;
    for (Exemption exemption : SharedEnds.of(known, exemptions).between(exemptions)) {
      Instant before = end;
      end = nextBoundary(exemption, since, horizon).filter(before::isAfter).orElse(before);
    }
    return end;
  }

  /** Those that count and do not end soon. */
  ImmutableList<Exemption> lasting() {
    return lasting.of(known);
  }

  /** Those that count and end soon. */
  ImmutableList<Exemption> ending() {
    return ending.of(known);
  }

  /** When the clock may change something, or at least when to ask again. */
  Optional<Instant> next() {
    return Optional.of(until).filter(instant -> instant.isBefore(Instant.MAX));
  }

  private boolean endsSoon(Exemption exemption, Instant now) {
    return canEnd && TimedTable.endsWithin(exemption, now, horizon);
  }

  /** The first instant after {@code now} at which one begins, ends, or ends soon. */
  static Optional<Instant> nextBoundary(Exemption exemption, Instant now, Duration horizon) {
    return Stream.of(
            exemption.notBefore(),
            exemption.expires(),
            exemption.expires().map(end -> end.minus(horizon)))
        .flatMap(Optional::stream)
        .filter(now::isBefore)
        .min(Instant::compareTo);
  }
}
