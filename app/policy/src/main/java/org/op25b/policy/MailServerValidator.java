package org.op25b.policy;

import static org.op25b.policy.Problem.Kind.CONFLICT;
import static org.op25b.policy.Problem.Kind.EMPTY;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onlab.packet.IpPrefix;

/** The part of {@link PolicyValidator} that looks at mail-server groups. */
final class MailServerValidator {
  private final ImmutableList<MailServerGroup> groups;
  private final Problems problems;

  MailServerValidator(ImmutableList<MailServerGroup> groups, Problems problems) {
    this.groups = groups;
    this.problems = problems;
  }

  void check() {
    PolicyValidator.checkCount(
        "/mailServers", groups.size(), Limits.MAIL_SERVER_GROUPS, "mail-server groups", problems);
    int servers = groups.stream().mapToInt(group -> group.servers().size()).sum();
    PolicyValidator.checkCount(
        "/mailServers", servers, Limits.MAIL_SERVERS, "servers in all groups", problems);
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      MailServerGroup group = groups.get(i);
      String path = "/mailServers/" + i;
      String name = Problems.quote(group.name());
      PolicyValidator.checkUnique(names, group.name(), path + "/name", "name " + name, problems);
      PolicyValidator.checkName(Optional.of(group.name()), path + "/name", problems);
      if (group.servers().isEmpty()) {
        problems.add(EMPTY, path + "/servers", "the group has no server; give at least one");
      }
      PolicyValidator.checkList(group.servers(), path + "/servers", Limits.MAIL_SERVERS, problems);
      if (group.inbound().isPresent()) {
        checkInbound(group.inbound().get(), path + "/inbound");
      }
    }
    if (servers <= Limits.MAIL_SERVERS) {
      checkOnePolicyPerServer();
    }
  }

  private void checkInbound(InboundPolicy inbound, String path) {
    int limit = Limits.INBOUND_PREFIXES;
    PolicyValidator.checkList(inbound.allow(), path + "/allow", limit, problems);
    PolicyValidator.checkList(inbound.deny(), path + "/deny", limit, problems);
    Set<IpPrefix> allowed = new HashSet<>(inbound.allow());
    for (int i = 0; i < inbound.deny().size(); i++) {
      if (allowed.contains(inbound.deny().get(i))) {
        problems.add(
            CONFLICT,
            path + "/deny/" + i,
            inbound.deny().get(i) + " is also on the allow list; remove it from one of them");
      }
    }
  }

  /** A packet to one server must not be subject to the inbound policies of two groups. */
  private void checkOnePolicyPerServer() {
    List<IpPrefix> servers = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    for (int group = 0; group < groups.size(); group++) {
      if (!groups.get(group).inbound().isPresent()) {
        continue;
      }
      int position = 0;
      for (IpPrefix server : groups.get(group).servers()) {
        servers.add(server);
        owners.add(group);
        paths.add("/mailServers/" + group + "/servers/" + position++);
      }
    }
    PrefixIndex index = PrefixIndex.of(servers);
    int[] firstAt = new int[index.nodes()];
    for (int i = servers.size() - 1; i >= 0; i--) {
      firstAt[index.nodeOf(i)] = i;
    }
    for (int i = 0; i < servers.size(); i++) {
      for (int node = index.nodeOf(i); node != PrefixIndex.NONE; node = index.parent(node)) {
        int other = firstAt[node];
        if (!owners.get(other).equals(owners.get(i))) {
          problems.add(
              Problem.between(
                  CONFLICT,
                  paths.get(i),
                  paths.get(other),
                  servers.get(i)
                      + " overlaps "
                      + servers.get(other)
                      + " and both groups have an inbound policy; only one of them can decide"));
          break;
        }
      }
    }
  }
}
