package org.op25b.policy;

import static org.op25b.policy.Problem.Kind.CONFLICT;
import static org.op25b.policy.Problem.Kind.DUPLICATE;
import static org.op25b.policy.Problem.Kind.EMPTY;
import static org.op25b.policy.Problem.Kind.OUT_OF_RANGE;
import static org.op25b.policy.Problem.Kind.TOO_MANY;
import static org.op25b.policy.Problem.Kind.UNKNOWN_REFERENCE;
import static org.op25b.policy.Problem.Kind.WRONG_FAMILY;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Sets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onlab.packet.IpPrefix;
import org.onosproject.net.DeviceId;

/**
 * Finds everything that makes a policy meaningless or contradictory, with paths into the JSON form
 * of docs/design/policy-format.md. Only a policy without problems may be enforced.
 */
public final class PolicyValidator {
  private final Policy policy;
  private final Problems problems;

  private PolicyValidator(Policy policy, Problems problems) {
    this.policy = policy;
    this.problems = problems;
  }

  /**
   * Returns every problem of {@code policy} (up to {@link Problems#MAX}); none when it is valid.
   */
  public static ImmutableList<Problem> validate(Policy policy) {
    Problems problems = new Problems();
    PolicyValidator validator = new PolicyValidator(policy, problems);
    validator.checkEdges();
    new MailServerValidator(policy.mailServerGroups(), problems).check();
    validator.checkPools();
    validator.checkExemptions();
    return problems.list();
  }

  private void checkEdges() {
    checkCount("/edges", policy.edges().size(), Limits.EDGES, "edge switches", problems);
    Map<DeviceId, String> seen = new HashMap<>();
    for (int i = 0; i < policy.edges().size(); i++) {
      EdgeSwitch edge = policy.edges().get(i);
      String path = "/edges/" + i;
      checkUnique(seen, edge.device(), path + "/device", "device " + edge.device(), problems);
      checkName(edge.name(), path + "/name", problems);
      checkName(edge.area(), path + "/area", problems);
      checkPorts(edge.customerPorts(), path + "/customerPorts");
      checkPorts(edge.uplinkPorts(), path + "/uplinkPorts");
      Set<Integer> both = Sets.intersection(edge.customerPorts(), edge.uplinkPorts());
      if (!both.isEmpty()) {
        problems.add(
            CONFLICT,
            path + "/uplinkPorts",
            "switch port "
                + both.iterator().next()
                + " also leads to customers; remove it from"
                + " customerPorts or from uplinkPorts");
      }
      if (edge.capacity().isPresent()) {
        int capacity = edge.capacity().getAsInt();
        if (capacity < 1 || capacity > Limits.MAX_CAPACITY) {
          problems.add(
              OUT_OF_RANGE,
              path + "/capacity",
              capacity + " flow entries; give 1 to " + Limits.MAX_CAPACITY + ", or leave it out");
        }
      }
    }
  }

  private void checkPorts(Set<Integer> ports, String path) {
    checkCount(path, ports.size(), Limits.SWITCH_PORTS, "ports", problems);
    for (int port : ports) {
      if (port < 1 || port > Limits.MAX_SWITCH_PORT) {
        problems.add(
            OUT_OF_RANGE,
            path,
            "switch port " + port + " does not exist; give 1 to " + Limits.MAX_SWITCH_PORT);
      }
    }
  }

  private void checkPools() {
    checkCount("/pools", policy.pools().size(), Limits.POOLS, "pools", problems);
    int prefixes = policy.pools().stream().mapToInt(pool -> pool.prefixes().size()).sum();
    checkCount("/pools", prefixes, Limits.POOL_PREFIXES, "prefixes in all pools", problems);
    Map<String, String> names = new HashMap<>();
    Map<IpPrefix, String> owners = new HashMap<>();
    for (int i = 0; i < policy.pools().size() && !problems.isFull(); i++) {
      Pool pool = policy.pools().get(i);
      String path = "/pools/" + i;
      checkUnique(names, pool.name(), path + "/name", "name " + quote(pool.name()), problems);
      checkName(Optional.of(pool.name()), path + "/name", problems);
      checkName(pool.serviceClass(), path + "/serviceClass", problems);
      checkName(pool.area(), path + "/area", problems);
      checkName(pool.tenant(), path + "/tenant", problems);
      if (pool.prefixes().isEmpty()) {
        problems.add(EMPTY, path, "the pool has no prefix; give at least one in ipv4 or ipv6");
      }
      checkPoolPrefixes(pool, path, owners);
      int position = 0;
      for (DeviceId device : pool.edges()) {
        if (!policy.edge(device).isPresent()) {
          problems.add(
              UNKNOWN_REFERENCE,
              path + "/edges/" + position,
              "no edge switch is " + device + "; add it to edges, or correct it");
        }
        position++;
      }
      position = 0;
      for (String group : pool.mailServers()) {
        if (!policy.mailServerGroup(group).isPresent()) {
          problems.add(
              UNKNOWN_REFERENCE,
              path + "/mailServers/" + position,
              "no mail-server group is named "
                  + quote(group)
                  + Nearest.hint(group, policy.groupsByName().keySet())
                  + "; add it to mailServers, or correct it");
        }
        position++;
      }
    }
  }

  private void checkPoolPrefixes(Pool pool, String path, Map<IpPrefix, String> owners) {
    int ip4 = 0;
    int ip6 = 0;
    for (IpPrefix prefix : pool.prefixes()) {
      String at = path + (prefix.isIp4() ? "/ipv4/" + ip4++ : "/ipv6/" + ip6++);
      String earlier = owners.putIfAbsent(prefix, at);
      if (earlier != null) {
        boolean samePool = earlier.startsWith(path + "/");
        problems.add(
            Problem.between(
                samePool ? DUPLICATE : CONFLICT,
                at,
                earlier,
                prefix
                    + (samePool
                        ? " is in this pool twice; remove one"
                        : " is also in another pool; only one pool can own it")));
      }
    }
  }

  private void checkExemptions() {
    List<Exemption> exemptions = policy.exemptions();
    checkCount("/exemptions", exemptions.size(), Limits.EXEMPTIONS, "exemptions", problems);
    if (exemptions.size() > Limits.EXEMPTIONS) {
      return;
    }
    Set<String> ids = new HashSet<>(exemptions.size() * 2);
    for (int i = 0; i < exemptions.size() && !problems.isFull(); i++) {
      Exemption exemption = exemptions.get(i);
      if (!ids.add(exemption.id())) {
        problems.add(
            DUPLICATE,
            "/exemptions/" + i + "/id",
            "id " + quote(exemption.id()) + " is used by an earlier exemption; ids are unique");
      }
      if (!isSound(exemption)) {
        checkExemption(exemption, "/exemptions/" + i);
      }
    }
  }

  /** The quick way through a million exemptions, of which none should need a path. */
  private static boolean isSound(Exemption exemption) {
    return Names.isValid(exemption.id())
        && Names.isValid(exemption.customer())
        && !exemption.isScoped()
        && !exemption.notBefore().isPresent();
  }

  private void checkExemption(Exemption exemption, String path) {
    checkName(Optional.of(exemption.id()), path + "/id", problems);
    checkName(Optional.of(exemption.customer()), path + "/customer", problems);
    checkList(exemption.destinations(), path + "/destinations", Limits.DESTINATIONS, problems);
    for (int i = 0; i < exemption.destinations().size(); i++) {
      IpPrefix destination = exemption.destinations().get(i);
      if (destination.version() != exemption.prefix().version()) {
        problems.add(
            WRONG_FAMILY,
            path + "/destinations/" + i,
            destination
                + " can never be reached from "
                + exemption.prefix()
                + "; give destinations of the same IP version");
      }
    }
    if (exemption.notBefore().isPresent()
        && exemption.expires().isPresent()
        && !exemption.notBefore().get().isBefore(exemption.expires().get())) {
      problems.add(
          CONFLICT,
          path + "/expires",
          "the exemption ends at "
              + exemption.expires().get()
              + ", not after it starts at "
              + exemption.notBefore().get()
              + "; correct one of them");
    }
  }

  static void checkName(Optional<String> name, String path, Problems problems) {
    if (name.isPresent() && !Names.isValid(name.get())) {
      problems.add(
          Problem.Kind.BAD_VALUE, path, quote(name.get()) + " is not a name; " + Names.RULE);
    }
  }

  static void checkCount(String path, int count, int limit, String what, Problems problems) {
    if (count > limit) {
      problems.add(
          TOO_MANY, path, count + " " + what + "; at most " + limit + " are possible here");
    }
  }

  static <K> void checkUnique(
      Map<K, String> seen, K key, String path, String what, Problems problems) {
    String earlier = seen.putIfAbsent(key, path);
    if (earlier != null) {
      problems.add(
          Problem.between(
              DUPLICATE, path, earlier, what + " is already used; each must be different"));
    }
  }

  /** Checks that a list of prefixes is not too long and holds nothing twice. */
  static void checkList(List<IpPrefix> prefixes, String path, int limit, Problems problems) {
    checkCount(path, prefixes.size(), limit, "prefixes", problems);
    if (prefixes.size() > limit) {
      return;
    }
    Set<IpPrefix> seen = new HashSet<>();
    for (int i = 0; i < prefixes.size(); i++) {
      if (!seen.add(prefixes.get(i))) {
        problems.add(
            DUPLICATE, path + "/" + i, prefixes.get(i) + " is in this list twice; remove one");
      }
    }
  }

  private static String quote(String text) {
    return Problems.quote(text);
  }
}
