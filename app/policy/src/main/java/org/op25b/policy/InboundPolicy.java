package org.op25b.policy;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import org.onlab.packet.IpPrefix;

/**
 * Inbound Port 25 Blocking (IP25B): who may reach a group of mail servers on port 25 from outside.
 * Sources on {@link #allow()} pass; else those on {@link #deny()} get {@link #denyAction()}; else
 * {@link #defaultAction()} applies. Enforced at border switches.
 */
@AutoValue
public abstract class InboundPolicy {
  /** Sources that always pass; wins over {@link #deny()}. */
  public abstract ImmutableList<IpPrefix> allow();

  /** Sources that get {@link #denyAction()}: other providers' dynamic ranges. */
  public abstract ImmutableList<IpPrefix> deny();

  /** What happens to sources on {@link #deny()}. */
  public abstract InboundAction denyAction();

  /** What happens to sources on neither list. */
  public abstract InboundAction defaultAction();

  /** Returns a builder with empty lists that blocks denied sources and passes all others. */
  public static Builder builder() {
    return new AutoValue_InboundPolicy.Builder()
        .setAllow(ImmutableList.of())
        .setDeny(ImmutableList.of())
        .setDenyAction(InboundAction.block())
        .setDefaultAction(InboundAction.pass());
  }

  /** Returns a builder that starts with these values. */
  public abstract Builder toBuilder();

  /** Builds {@link InboundPolicy}. */
  @AutoValue.Builder
  public abstract static class Builder {
    /** Sets {@link InboundPolicy#allow()}. */
    public abstract Builder setAllow(Iterable<? extends IpPrefix> allow);

    /** Sets {@link InboundPolicy#deny()}. */
    public abstract Builder setDeny(Iterable<? extends IpPrefix> deny);

    /** Sets {@link InboundPolicy#denyAction()}. */
    public abstract Builder setDenyAction(InboundAction action);

    /** Sets {@link InboundPolicy#defaultAction()}. */
    public abstract Builder setDefaultAction(InboundAction action);

    /** Returns the inbound policy. */
    public abstract InboundPolicy build();
  }
}
