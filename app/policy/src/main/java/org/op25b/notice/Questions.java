package org.op25b.notice;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.onlab.packet.IpAddress;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.Decider;
import org.op25b.policy.Decision;
import org.op25b.policy.InboundPolicy;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;
import org.op25b.policy.Reason;
import org.op25b.policy.TcpPacket;

/**
 * Asks the decision function about packets that stand for others. Exemptions are left out: a notice
 * tells the rule, and an exempt customer knows of the exemption.
 */
final class Questions {
  /** Any port that is neither 25 nor unseen stands for the client's. */
  private static final int CLIENT_PORT = 49152;

  private static final ImmutableList<Boolean> FAMILIES = ImmutableList.of(true, false);

  /** Of a list with very many prefixes only so many are tried for one that is really decided. */
  private static final int TRIES = 1000;

  private final Policy policy;
  private final Decider decider;
  private final Addresses addresses;
  private final Addresses withLists;
  private final ImmutableSetMultimap<String, IpAddress> servers;
  private final ImmutableList<MailServerGroup> own;
  private final ImmutableSet<IpAddress> foreign;
  private final Instant instant;

  /** Prepares questions in which the groups {@code own} are the provider's and others are not. */
  Questions(Policy policy, ImmutableList<MailServerGroup> own, Instant instant) {
    this.policy = policy.toBuilder().setExemptions(ImmutableList.of()).build();
    this.decider = new Decider(this.policy.everywhere());
    this.addresses = Addresses.of(policy);
    this.withLists = Addresses.withLists(policy);
    this.servers = servers(policy);
    this.own = own;
    this.foreign =
        servers.values().stream()
            .filter(server -> own.stream().noneMatch(group -> contains(group, server)))
            .collect(ImmutableSet.toImmutableSet());
    this.instant = instant;
  }

  /** Addresses of each group that stand for all of its servers, of which some are others' too. */
  private static ImmutableSetMultimap<String, IpAddress> servers(Policy policy) {
    Addresses known = Addresses.ofServers(policy);
    ImmutableSetMultimap.Builder<String, IpAddress> servers = ImmutableSetMultimap.builder();
    for (MailServerGroup group : policy.mailServerGroups()) {
      for (IpPrefix prefix : group.servers()) {
        servers.putAll(group.name(), known.allIn(prefix));
      }
    }
    return servers.build();
  }

  private static boolean contains(MailServerGroup group, IpAddress server) {
    return group.servers().stream().anyMatch(prefix -> prefix.contains(server));
  }

  /** How many addresses of mail servers each question about a sender is asked for. */
  int servers() {
    return servers.size();
  }

  /** What customers of {@code pool} reach; absent when other pools take all its addresses away. */
  Optional<Reach> fromPool(Pool pool) {
    Map<Boolean, IpAddress> sources = new LinkedHashMap<>();
    for (boolean family : FAMILIES) {
      for (IpPrefix prefix : pool.prefixes()) {
        Optional<IpAddress> source =
            addresses
                .in(ImmutableList.of(prefix), family)
                .filter(address -> belongsTo(pool, address));
        if (source.isPresent()) {
          sources.put(family, source.get());
          break;
        }
      }
    }
    return sources.isEmpty() ? Optional.empty() : Optional.of(reach(sources, true));
  }

  /** What somebody reaches who is no customer and on no list. */
  Optional<Reach> fromElsewhere() {
    Map<Boolean, IpAddress> sources = new LinkedHashMap<>();
    for (boolean family : FAMILIES) {
      withLists.outside(family).ifPresent(source -> sources.put(family, source));
    }
    return sources.isEmpty() ? Optional.empty() : Optional.of(reach(sources, false));
  }

  /** What senders on the deny (or allow) lists reach, of the groups that have such a list. */
  Reach fromListed(boolean denied) {
    Map<Integer, Map<String, Outcome>> answers = new LinkedHashMap<>();
    Reach.PORTS.forEach(port -> answers.put(port, new LinkedHashMap<>()));
    for (MailServerGroup group : own) {
      if (!group.inbound().isPresent()) {
        continue;
      }
      InboundPolicy inbound = group.inbound().get();
      ImmutableList<IpPrefix> list = denied ? inbound.deny() : inbound.allow();
      Reason reason = denied ? Reason.INBOUND_DENY : Reason.INBOUND_ALLOW;
      Map<Boolean, IpAddress> sources = new LinkedHashMap<>();
      for (IpPrefix prefix : list.subList(0, Math.min(list.size(), TRIES))) {
        if (!sources.containsKey(prefix.isIp4())) {
          addresses
              .in(ImmutableList.of(prefix), prefix.isIp4())
              .filter(source -> reasons(source, group).contains(reason))
              .ifPresent(source -> sources.put(prefix.isIp4(), source));
        }
      }
      for (int port : Reach.PORTS) {
        toward(group, sources, port)
            .ifPresent(outcome -> answers.get(port).put(group.name(), outcome));
      }
    }
    return Reach.of(answers, new LinkedHashMap<>());
  }

  private Reach reach(Map<Boolean, IpAddress> sources, boolean askOthers) {
    Map<Integer, Map<String, Outcome>> answers = new LinkedHashMap<>();
    Map<Integer, Outcome> others = new LinkedHashMap<>();
    for (int port : Reach.PORTS) {
      Map<String, Outcome> groups = new LinkedHashMap<>();
      for (MailServerGroup group : own) {
        toward(group, sources, port).ifPresent(outcome -> groups.put(group.name(), outcome));
      }
      answers.put(port, groups);
      if (askOthers) {
        for (IpAddress server : foreign) {
          if (sources.containsKey(server.isIp4())) {
            others.merge(port, ask(sources.get(server.isIp4()), server, port), Outcome::merge);
          }
        }
        sources.forEach(
            (family, source) ->
                addresses
                    .outside(family)
                    .ifPresent(to -> others.merge(port, ask(source, to, port), Outcome::merge)));
      }
    }
    return Reach.of(answers, others);
  }

  private Optional<Outcome> toward(
      MailServerGroup group, Map<Boolean, IpAddress> sources, int port) {
    Outcome outcome = null;
    for (IpAddress server : servers.get(group.name())) {
      IpAddress source = sources.get(server.isIp4());
      if (source != null) {
        outcome = Outcome.merge(outcome, ask(source, server, port));
      }
    }
    return Optional.ofNullable(outcome);
  }

  private Outcome ask(IpAddress source, IpAddress destination, int port) {
    return Outcome.of(decide(source, destination, port).verdict());
  }

  private Decision decide(IpAddress source, IpAddress destination, int port) {
    return decider.decide(TcpPacket.of(source, CLIENT_PORT, destination, port), instant);
  }

  private ImmutableSet<Reason> reasons(IpAddress source, MailServerGroup group) {
    return servers.get(group.name()).stream()
        .filter(server -> server.isIp4() == source.isIp4())
        .map(server -> decide(source, server, TcpPacket.SMTP).reason())
        .collect(ImmutableSet.toImmutableSet());
  }

  private boolean belongsTo(Pool pool, IpAddress address) {
    // Toward itself, so that there is always a destination: only whose address it is matters.
    Optional<Pool> decided = decide(address, address, TcpPacket.SMTP).pool();
    return decided.isPresent() && decided.get().name().equals(pool.name());
  }
}
