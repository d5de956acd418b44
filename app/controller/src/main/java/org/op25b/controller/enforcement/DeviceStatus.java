package org.op25b.controller.enforcement;

import com.google.auto.value.AutoValue;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.onosproject.net.DeviceId;
import org.op25b.policy.Strategy;

/** How one edge switch stands, as seen by the controller node that drives it. */
@AutoValue
public abstract class DeviceStatus {
  /** The edge switch. */
  public abstract DeviceId device();

  /** Its name in the policy. */
  public abstract Optional<String> name();

  /** How far it is. */
  public abstract DeviceState state();

  /** What is awaited, what went wrong, or what to know all the same; often empty. */
  public abstract String reason();

  /** How rules are written on it. */
  public abstract Strategy strategy();

  /** Why in this way. */
  public abstract String whyStrategy();

  /** Rules that the policy needs there. */
  public abstract int rulesWanted();

  /** Wanted rules that the switch has confirmed. */
  public abstract int rulesConfirmed();

  /** Rules of earlier policies that are still to be removed. */
  public abstract int rulesToRemove();

  /** Different masks of the wanted rules; Open vSwitch pays a hash lookup for each. */
  public abstract int masks();

  /** Flow entries that the switch holds for this application, when the policy says so. */
  public abstract OptionalInt capacity();

  /** When rules were last confirmed or removed; absent when never. */
  public abstract Optional<Instant> lastChange();

  /** When the present rules were last read back and proven; absent when not yet. */
  public abstract Optional<Instant> lastProof();

  static Builder builder() {
    return new AutoValue_DeviceStatus.Builder();
  }

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setDevice(DeviceId device);

    abstract Builder setName(Optional<String> name);

    abstract Builder setState(DeviceState state);

    abstract Builder setReason(String reason);

    abstract Builder setStrategy(Strategy strategy);

    abstract Builder setWhyStrategy(String why);

    abstract Builder setRulesWanted(int count);

    abstract Builder setRulesConfirmed(int count);

    abstract Builder setRulesToRemove(int count);

    abstract Builder setMasks(int count);

    abstract Builder setCapacity(OptionalInt capacity);

    abstract Builder setLastChange(Optional<Instant> instant);

    abstract Builder setLastProof(Optional<Instant> instant);

    abstract DeviceStatus build();
  }
}
