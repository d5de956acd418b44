package org.op25b.policy;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.onlab.packet.IpPrefix;

/** Finds the mail-server groups that an address belongs to. */
final class MailServerIndex {
  private final ImmutableList<Optional<MailServerGroup>> groups;
  private final PrefixIndex index;

  /** For each node the groups of its prefix and of every prefix that contains it, ascending. */
  private final int[][] groupsOfNode;

  private final Inbound[] inboundOfGroup;

  MailServerIndex(ImmutableList<MailServerGroup> groups) {
    List<IpPrefix> servers = new ArrayList<>();
    List<Integer> groupOfServer = new ArrayList<>();
    ImmutableList.Builder<Optional<MailServerGroup>> optionals = ImmutableList.builder();
    this.inboundOfGroup = new Inbound[groups.size()];
    for (int group = 0; group < groups.size(); group++) {
      MailServerGroup mailServers = groups.get(group);
      optionals.add(Optional.of(mailServers));
      for (IpPrefix server : mailServers.servers()) {
        servers.add(server);
        groupOfServer.add(group);
      }
      if (mailServers.inbound().isPresent()) {
        inboundOfGroup[group] = new Inbound(mailServers);
      }
    }
    this.groups = optionals.build();
    this.index = PrefixIndex.of(servers);
    this.groupsOfNode = groupsOfNodes(groupOfServer);
  }

  private int[][] groupsOfNodes(List<Integer> groupOfServer) {
    BitSet[] sets = new BitSet[index.nodes()];
    for (int node = 0; node < sets.length; node++) {
      sets[node] = new BitSet();
    }
    for (int server = 0; server < groupOfServer.size(); server++) {
      sets[index.nodeOf(server)].set(groupOfServer.get(server));
    }
    int[][] result = new int[sets.length][];
    // A parent's number is always smaller than its children's.
    for (int node = 0; node < sets.length; node++) {
      if (index.parent(node) != PrefixIndex.NONE) {
        sets[node].or(sets[index.parent(node)]);
      }
      result[node] = sets[node].stream().toArray();
    }
    return result;
  }

  /** The node of the mail server at an address, or {@link PrefixIndex#NONE}. */
  int find(boolean ip4, long high, long low) {
    return index.longestMatch(ip4, high, low);
  }

  /** The first group that the mail server belongs to. */
  Optional<MailServerGroup> anyGroup(int node) {
    return groups.get(groupsOfNode[node][0]);
  }

  /** The first of {@code wanted} that the mail server belongs to, if there is a server at all. */
  Optional<MailServerGroup> firstOf(int node, BitSet wanted) {
    if (node != PrefixIndex.NONE) {
      for (int group : groupsOfNode[node]) {
        if (wanted.get(group)) {
          return groups.get(group);
        }
      }
    }
    return Optional.empty();
  }

  /** The inbound policy that protects the mail server, or null. */
  Inbound inbound(int node) {
    for (int group : groupsOfNode[node]) {
      if (inboundOfGroup[group] != null) {
        return inboundOfGroup[group];
      }
    }
    return null;
  }

  /** The position of the group {@code name}, or -1. */
  int positionOf(String name) {
    for (int group = 0; group < groups.size(); group++) {
      if (groups.get(group).get().name().equals(name)) {
        return group;
      }
    }
    return -1;
  }

  /** One group's inbound policy, with its three possible answers ready. */
  static final class Inbound {
    private final PrefixIndex allow;
    private final PrefixIndex deny;
    private final Decision allowed;
    private final Decision denied;
    private final Decision other;

    Inbound(MailServerGroup group) {
      InboundPolicy policy = group.inbound().get();
      Optional<MailServerGroup> decider = Optional.of(group);
      this.allow = PrefixIndex.of(policy.allow());
      this.deny = PrefixIndex.of(policy.deny());
      this.allowed = Decision.inbound(InboundAction.pass(), Reason.INBOUND_ALLOW, decider);
      this.denied = Decision.inbound(policy.denyAction(), Reason.INBOUND_DENY, decider);
      this.other = Decision.inbound(policy.defaultAction(), Reason.INBOUND_DEFAULT, decider);
    }

    Decision decide(boolean ip4, long high, long low) {
      if (allow.longestMatch(ip4, high, low) != PrefixIndex.NONE) {
        return allowed;
      }
      return deny.longestMatch(ip4, high, low) != PrefixIndex.NONE ? denied : other;
    }
  }
}
