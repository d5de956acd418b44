package org.op25b.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.onlab.packet.IpPrefix;
import org.op25b.compile.Port25;
import org.op25b.policy.EdgePolicy;
import org.op25b.policy.Exemption;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Phase;
import org.op25b.policy.Pool;

/**
 * Rules as one would write them by hand: one for each mail server, exemption and pool, in both
 * directions and for seen and unseen ports, with the prefix length as priority.
 */
final class PlainRules {
  /** One rule. */
  static final class PlainRule {
    final int priority;
    final IpPrefix inside;
    final IpPrefix outside;
    final Port25 port;

    PlainRule(int priority, IpPrefix inside, IpPrefix outside, Port25 port) {
      this.priority = priority;
      this.inside = inside;
      this.outside = outside;
      this.port = port;
    }
  }

  private PlainRules() {}

  static List<PlainRule> of(EdgePolicy policy) {
    List<PlainRule> rules = new ArrayList<>();
    for (MailServerGroup group : policy.mailServerGroups()) {
      group.servers().forEach(server -> add(rules, 1_000, server, null));
    }
    for (Exemption exemption : policy.exemptions()) {
      int priority = 500 + exemption.prefix().prefixLength();
      if (exemption.isScoped()) {
        exemption.destinations().forEach(d -> add(rules, priority, exemption.prefix(), d));
      } else {
        add(rules, priority, exemption.prefix(), null);
      }
    }
    for (Pool pool : policy.pools()) {
      for (IpPrefix prefix : pool.prefixes()) {
        add(rules, prefix.prefixLength(), prefix, null);
        if (pool.phase() == Phase.BLOCK) {
          for (MailServerGroup group : policy.mailServerGroups()) {
            group.servers().forEach(server -> add(rules, 300, prefix, server));
          }
        }
      }
    }
    rules.sort(Comparator.comparingInt((PlainRule rule) -> -rule.priority));
    return rules;
  }

  private static void add(List<PlainRule> rules, int priority, IpPrefix inside, IpPrefix outside) {
    if (outside == null || outside.version() == inside.version()) {
      for (Port25 port : Port25.values()) {
        if (port != Port25.ANY) {
          rules.add(new PlainRule(priority, inside, outside, port));
        }
      }
    }
  }
}
