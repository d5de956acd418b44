package org.op25b.controller.enforcement;

import com.google.common.annotations.VisibleForTesting;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.onosproject.net.flow.DefaultFlowRule;
import org.onosproject.net.flow.FlowEntry;
import org.onosproject.net.flow.FlowRule;

/**
 * A rule that the switch removes by itself when its time has come, whether a controller is there or
 * not. ONOS is never given this object: what it sends is a hard timeout, counted by the switch from
 * the moment at which it gets the rule, so {@link #stamped} is asked right before sending.
 *
 * <p>ONOS forgets such a rule when the switch reports its end. But it counts nothing itself: a rule
 * that somebody deletes, or that is missing when the switch is read, is sent again with the timeout
 * of the first time. Hence {@link #endsWrongly}.
 */
final class EndingRule extends DefaultFlowRule {
  /** The longest hard timeout of a flow entry: 16 bits of seconds (OpenFlow 1.3.5, A.3.4.1). */
  @VisibleForTesting static final int MAX_SECONDS = 0xffff;

  /** How soon the end must be for a switch to be told of it. */
  static final Duration HORIZON = Duration.ofSeconds(MAX_SECONDS);

  /** A switch counts whole seconds, and ONOS tells some seconds later what it has counted. */
  private static final Duration TOLERANCE = Duration.ofSeconds(10);

  private final Instant end;

  EndingRule(FlowRule rule, Instant end) {
    super(rule);
    this.end = end;
  }

  /** The first instant at which the rule no longer counts; never for other rules. */
  static Optional<Instant> endOf(FlowRule rule) {
    return rule instanceof EndingRule ? Optional.of(((EndingRule) rule).end) : Optional.empty();
  }

  /** Returns those of {@code rules} that end, to be found by the same rules in ONOS's store. */
  static Map<FlowRule, FlowRule> among(Iterable<FlowRule> rules) {
    Map<FlowRule, FlowRule> ending = new HashMap<>();
    for (FlowRule rule : rules) {
      if (rule instanceof EndingRule) {
        ending.put(rule, rule);
      }
    }
    return ending;
  }

  /** Whether {@code rule} is no longer to be sent. */
  static boolean isOver(FlowRule rule, Instant now) {
    return endOf(rule).filter(end -> !now.isBefore(end)).isPresent();
  }

  /**
   * Returns {@code rule} as it is to be sent at {@code now}: with the time that is left, in seconds
   * rounded up, so that no switch ends it too early.
   */
  static FlowRule stamped(FlowRule rule, Instant now) {
    if (!(rule instanceof EndingRule)) {
      return rule;
    }
    Duration left = Duration.between(now, ((EndingRule) rule).end);
    long seconds = left.getSeconds() + (left.getNano() > 0 ? 1 : 0);
    return DefaultFlowRule.builder()
        .forDevice(rule.deviceId())
        .forTable(rule.table())
        .withPriority(rule.priority())
        .withSelector(rule.selector())
        .withTreatment(rule.treatment())
        .withCookie(rule.id().value())
        .withHardTimeout((int) Math.max(1, Math.min(seconds, MAX_SECONDS)))
        // For ONOS, which would otherwise count the seconds from when it first sees the rule.
        .makePermanent()
        .build();
  }

  /**
   * Whether a switch, as ONOS has read it, will end the rule at another time than it should.
   *
   * @param stored the same rule in ONOS's store
   */
  static boolean endsWrongly(FlowRule rule, FlowRule stored) {
    Optional<Instant> right = endOf(rule);
    if (right.isEmpty() || !(stored instanceof FlowEntry)) {
      return false;
    }
    FlowEntry entry = (FlowEntry) stored;
    if (entry.state() != FlowEntry.FlowEntryState.ADDED) {
      // Not read yet.
      return false;
    }
    Instant end =
        Instant.ofEpochMilli(entry.lastSeen())
            .minusMillis(entry.life(TimeUnit.MILLISECONDS))
            .plusSeconds(entry.hardTimeout());
    return Duration.between(right.get(), end).abs().compareTo(TOLERANCE) > 0;
  }

  /**
   * Whether the time of a rule in ONOS's store is over, so that it is gone from the switch; ONOS
   * would put it back.
   */
  static boolean hasRunOut(FlowRule stored, Instant now) {
    return stored.hardTimeout() > 0
        && stored instanceof DefaultFlowRule
        && !now.isBefore(
            Instant.ofEpochMilli(((DefaultFlowRule) stored).created())
                .plusSeconds(stored.hardTimeout()));
  }
}
