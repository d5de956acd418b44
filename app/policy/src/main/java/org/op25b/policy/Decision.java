package org.op25b.policy;

import com.google.auto.value.AutoValue;
import java.util.Optional;

/** What happens to a packet, and what in the policy made it so. */
@AutoValue
public abstract class Decision {
  /** What happens to the packet. */
  public abstract Verdict verdict();

  /** The step that answered. */
  public abstract Reason reason();

  /** The question that the answer belongs to; absent for {@link Reason#NOT_PORT_25}. */
  public abstract Optional<Direction> direction();

  /** The pool that the customer's address lies in, when a pool was asked. */
  public abstract Optional<Pool> pool();

  /** The exemption that covers the packet, for {@link Reason#EXEMPT}. */
  public abstract Optional<Exemption> exemption();

  /** The mail-server group that decided: own servers, or the group whose inbound policy it was. */
  public abstract Optional<MailServerGroup> mailServerGroup();

  /** Whether phase {@link Phase#BLOCK} would have blocked; only for {@link Reason#MONITOR}. */
  public abstract boolean wouldBlock();

  /** The rate; present exactly when the verdict is {@link Verdict#RATE_LIMIT}. */
  public abstract Optional<RateLimit> rateLimit();

  /** The phase of {@link #pool()}. */
  public final Optional<Phase> phase() {
    return pool().map(Pool::phase);
  }

  static Decision of(Verdict verdict, Reason reason, Optional<Direction> direction) {
    return of(verdict, reason, direction, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static Decision of(
      Verdict verdict,
      Reason reason,
      Optional<Direction> direction,
      Optional<Pool> pool,
      Optional<Exemption> exemption,
      Optional<MailServerGroup> group) {
    return new AutoValue_Decision(
        verdict, reason, direction, pool, exemption, group, false, Optional.empty());
  }

  static Decision monitored(Direction direction, Optional<Pool> pool, boolean wouldBlock) {
    return new AutoValue_Decision(
        Verdict.PASS,
        Reason.MONITOR,
        Optional.of(direction),
        pool,
        Optional.empty(),
        Optional.empty(),
        wouldBlock,
        Optional.empty());
  }

  static Decision inbound(InboundAction action, Reason reason, Optional<MailServerGroup> group) {
    return new AutoValue_Decision(
        action.verdict(),
        reason,
        Optional.of(Direction.TOWARD_25),
        Optional.empty(),
        Optional.empty(),
        group,
        false,
        action.rateLimit());
  }
}
