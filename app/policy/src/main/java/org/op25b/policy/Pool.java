package org.op25b.policy;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.stream.Stream;
import org.onlab.packet.IpPrefix;
import org.onosproject.net.DeviceId;

/** Addresses that a provider gives to customers of one kind, and what port 25 may do there. */
@AutoValue
public abstract class Pool {
  /** The unique name. */
  public abstract String name();

  /** The pool's prefixes: all of IPv4 before all of IPv6, each family in the order given. */
  public abstract ImmutableList<IpPrefix> prefixes();

  /** The service class that the provider sells, for people. */
  public abstract Optional<String> serviceClass();

  /** The access carrier's area; places the pool when {@link #edges()} is empty. */
  public abstract Optional<String> area();

  /** The provider whose customers these are, when the network is a wholesaler's; for people. */
  public abstract Optional<String> tenant();

  /** The edge switches that the pool stands behind; see {@link Policy#edgesOf}. */
  public abstract ImmutableSet<DeviceId> edges();

  /** Names of the groups that customers may reach in phase {@link Phase#BLOCK}. */
  public abstract ImmutableSet<String> mailServers();

  /** How far blocking is introduced. */
  public abstract Phase phase();

  /** Whether TCP fragments, whose ports a switch cannot see, are treated as port 25. */
  public abstract boolean fragmentGuard();

  /** Whether packets from port 25 toward the pool are blocked like those toward port 25. */
  public abstract boolean returnPathGuard();

  /** What a customer notices of a block. */
  public abstract BlockStyle blockStyle();

  /** Returns a builder with both guards on and style drop; name, prefixes and phase must be set. */
  public static Builder builder() {
    return new AutoValue_Pool.Builder()
        .setEdges(ImmutableSet.of())
        .setMailServers(ImmutableSet.of())
        .setFragmentGuard(true)
        .setReturnPathGuard(true)
        .setBlockStyle(BlockStyle.DROP);
  }

  /** Returns a builder that starts with these values. */
  public abstract Builder toBuilder();

  /** Builds {@link Pool}. */
  @AutoValue.Builder
  public abstract static class Builder {
    /** Sets {@link Pool#name()}. */
    public abstract Builder setName(String name);

    /** Sets {@link Pool#prefixes()}. */
    public abstract Builder setPrefixes(Iterable<? extends IpPrefix> prefixes);

    /** Sets {@link Pool#prefixes()}. */
    public abstract Builder setPrefixes(IpPrefix... prefixes);

    /** Sets {@link Pool#serviceClass()}. */
    public abstract Builder setServiceClass(String serviceClass);

    /** Sets {@link Pool#area()}. */
    public abstract Builder setArea(String area);

    /** Sets {@link Pool#tenant()}. */
    public abstract Builder setTenant(String tenant);

    /** Sets {@link Pool#edges()}. */
    public abstract Builder setEdges(Iterable<DeviceId> edges);

    /** Sets {@link Pool#edges()}. */
    public abstract Builder setEdges(DeviceId... edges);

    /** Sets {@link Pool#mailServers()}. */
    public abstract Builder setMailServers(Iterable<String> names);

    /** Sets {@link Pool#mailServers()}. */
    public abstract Builder setMailServers(String... names);

    /** Sets {@link Pool#phase()}. */
    public abstract Builder setPhase(Phase phase);

    /** Sets {@link Pool#fragmentGuard()}. */
    public abstract Builder setFragmentGuard(boolean on);

    /** Sets {@link Pool#returnPathGuard()}. */
    public abstract Builder setReturnPathGuard(boolean on);

    /** Sets {@link Pool#blockStyle()}. */
    public abstract Builder setBlockStyle(BlockStyle style);

    abstract ImmutableList<IpPrefix> prefixes();

    abstract Pool autoBuild();

    /** Returns the pool; throws IllegalStateException when a required value is missing. */
    public final Pool build() {
      ImmutableList<IpPrefix> all = prefixes();
      return setPrefixes(
              Stream.concat(
                      all.stream().filter(IpPrefix::isIp4), all.stream().filter(IpPrefix::isIp6))
                  .collect(toImmutableList()))
          .autoBuild();
    }
  }
}
