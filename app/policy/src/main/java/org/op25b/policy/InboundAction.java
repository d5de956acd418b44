package org.op25b.policy;

import com.google.auto.value.AutoValue;
import java.util.Optional;

/** What an inbound policy does to a packet: pass, block, or pass up to a rate. */
@AutoValue
public abstract class InboundAction {
  private static final InboundAction PASS =
      new AutoValue_InboundAction(Verdict.PASS, Optional.empty());
  private static final InboundAction BLOCK =
      new AutoValue_InboundAction(Verdict.BLOCK, Optional.empty());

  /** The verdict of this action. */
  public abstract Verdict verdict();

  /** The rate; present exactly when the verdict is {@link Verdict#RATE_LIMIT}. */
  public abstract Optional<RateLimit> rateLimit();

  /** Lets packets pass. */
  public static InboundAction pass() {
    return PASS;
  }

  /** Blocks packets. */
  public static InboundAction block() {
    return BLOCK;
  }

  /** Lets packets pass up to {@code limit}. */
  public static InboundAction limitTo(RateLimit limit) {
    return new AutoValue_InboundAction(Verdict.RATE_LIMIT, Optional.of(limit));
  }
}
