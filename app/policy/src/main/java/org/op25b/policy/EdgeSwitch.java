package org.op25b.policy;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableSortedSet;
import java.util.Optional;
import java.util.OptionalInt;
import org.onosproject.net.DeviceId;

/** A switch between customers and the rest of the network, where the policy is enforced. */
@AutoValue
public abstract class EdgeSwitch {
  /** The ONOS device; unique. */
  public abstract DeviceId device();

  /** A name for people. */
  public abstract Optional<String> name();

  /** The area of the access network; pools of that area stand behind this switch. */
  public abstract Optional<String> area();

  /** OpenFlow port numbers that lead to customers, 1 to 65279. */
  public abstract ImmutableSortedSet<Integer> customerPorts();

  /** OpenFlow port numbers that lead to the rest of the network, 1 to 65279. */
  public abstract ImmutableSortedSet<Integer> uplinkPorts();

  /** Whether other networks are reached here, so that inbound policies are enforced here. */
  public abstract boolean border();

  /** How rules are written on this switch. */
  public abstract Strategy strategy();

  /** Flow entries that the switch holds for this application; unknown when absent. */
  public abstract OptionalInt capacity();

  /** Returns a builder without ports, not at the border, strategy auto; device must be set. */
  public static Builder builder() {
    return new AutoValue_EdgeSwitch.Builder()
        .setCustomerPorts(ImmutableSortedSet.of())
        .setUplinkPorts(ImmutableSortedSet.of())
        .setBorder(false)
        .setStrategy(Strategy.AUTO);
  }

  /** Returns a builder that starts with these values. */
  public abstract Builder toBuilder();

  /** Builds {@link EdgeSwitch}. */
  @AutoValue.Builder
  public abstract static class Builder {
    /** Sets {@link EdgeSwitch#device()}. */
    public abstract Builder setDevice(DeviceId device);

    /** Sets {@link EdgeSwitch#name()}. */
    public abstract Builder setName(String name);

    /** Sets {@link EdgeSwitch#area()}. */
    public abstract Builder setArea(String area);

    /** Sets {@link EdgeSwitch#customerPorts()}. */
    public abstract Builder setCustomerPorts(Iterable<Integer> ports);

    /** Sets {@link EdgeSwitch#customerPorts()}. */
    public abstract Builder setCustomerPorts(Integer... ports);

    /** Sets {@link EdgeSwitch#uplinkPorts()}. */
    public abstract Builder setUplinkPorts(Iterable<Integer> ports);

    /** Sets {@link EdgeSwitch#uplinkPorts()}. */
    public abstract Builder setUplinkPorts(Integer... ports);

    /** Sets {@link EdgeSwitch#border()}. */
    public abstract Builder setBorder(boolean border);

    /** Sets {@link EdgeSwitch#strategy()}. */
    public abstract Builder setStrategy(Strategy strategy);

    /** Sets {@link EdgeSwitch#capacity()}. */
    public abstract Builder setCapacity(int capacity);

    /** Returns the edge switch; throws IllegalStateException when the device was never set. */
    public abstract EdgeSwitch build();
  }
}
