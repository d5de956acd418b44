package org.op25b.policy;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.onlab.packet.IpPrefix;

/**
 * The provider's own mail servers (MTAs) under one name. They may send on port 25 from anywhere;
 * pools in phase {@link Phase#BLOCK} may name groups that their customers may reach.
 */
@AutoValue
public abstract class MailServerGroup {
  /** The unique name. */
  public abstract String name();

  /** Addresses of the servers, IPv4 and IPv6; a single server is a /32 or /128. */
  public abstract ImmutableList<IpPrefix> servers();

  /** Who may reach these servers on port 25 from outside; anyone when absent. */
  public abstract Optional<InboundPolicy> inbound();

  /** Returns a builder for a group without inbound policy; name and servers must be set. */
  public static Builder builder() {
    return new AutoValue_MailServerGroup.Builder();
  }

  /** Returns a builder that starts with these values. */
  public abstract Builder toBuilder();

  /** Builds {@link MailServerGroup}. */
  @AutoValue.Builder
  public abstract static class Builder {
    /** Sets {@link MailServerGroup#name()}. */
    public abstract Builder setName(String name);

    /** Sets {@link MailServerGroup#servers()}. */
    public abstract Builder setServers(Iterable<? extends IpPrefix> servers);

    /** Sets {@link MailServerGroup#servers()}. */
    public abstract Builder setServers(IpPrefix... servers);

    /** Sets {@link MailServerGroup#inbound()}. */
    public abstract Builder setInbound(InboundPolicy inbound);

    /** Sets {@link MailServerGroup#inbound()}. */
    public abstract Builder setInbound(Optional<InboundPolicy> inbound);

    /** Returns the group; throws IllegalStateException when name or servers were never set. */
    public abstract MailServerGroup build();
  }
}
