package org.op25b.controller.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.op25b.controller.Words;
import org.op25b.policy.Decision;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Pool;

/** Parts of the policy as JSON, the same for REST and for the commands' {@code --json}. */
public final class PolicyJson {
  private final ObjectMapper mapper;

  /** Builds nodes with {@code mapper}. */
  public PolicyJson(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** Returns one pool. */
  public ObjectNode pool(Pool pool) {
    ObjectNode node = mapper.createObjectNode();
    node.put("name", pool.name());
    node.put("phase", Words.of(pool.phase()));
    pool.serviceClass().ifPresent(value -> node.put("serviceClass", value));
    pool.area().ifPresent(value -> node.put("area", value));
    pool.tenant().ifPresent(value -> node.put("tenant", value));
    ArrayNode prefixes = node.putArray("prefixes");
    pool.prefixes().forEach(prefix -> prefixes.add(prefix.toString()));
    ArrayNode servers = node.putArray("mailServers");
    pool.mailServers().forEach(servers::add);
    return node;
  }

  /** Returns one group of own mail servers. */
  public ObjectNode mailServers(MailServerGroup group) {
    ObjectNode node = mapper.createObjectNode();
    node.put("name", group.name());
    node.put("inbound", group.inbound().isPresent());
    ArrayNode servers = node.putArray("servers");
    group.servers().forEach(server -> servers.add(server.toString()));
    return node;
  }

  /** Returns what happens to one connection, and why. */
  public ObjectNode explanation(Explanation explanation) {
    Decision decision = explanation.decision();
    ObjectNode node = mapper.createObjectNode();
    node.put("source", explanation.packet().source().toString());
    node.put("destination", explanation.packet().destination().toString());
    node.put("destinationPort", explanation.packet().destinationPort());
    node.put("verdict", Words.of(decision.verdict()));
    node.put("reason", Words.of(decision.reason()));
    node.put("wouldBlock", decision.wouldBlock());
    decision.pool().ifPresent(pool -> node.put("pool", pool.name()));
    decision.phase().ifPresent(phase -> node.put("phase", Words.of(phase)));
    decision.exemption().ifPresent(exemption -> node.put("exemption", exemption.id()));
    decision.mailServerGroup().ifPresent(group -> node.put("mailServers", group.name()));
    ArrayNode devices = node.putArray("blockedAt");
    for (EdgeSwitch edge : explanation.blockedAt()) {
      devices.add(edge.device().toString());
    }
    ArrayNode rules = node.putArray("rules");
    explanation
        .rules()
        .forEach(
            (edge, rule) ->
                rules
                    .addObject()
                    .put("device", edge.device().toString())
                    .put("table", rule.table())
                    .put("priority", rule.priority())
                    .put("match", rule.match().toString())
                    .put("action", rule.action().toString())
                    .put("cookie", Long.toHexString(rule.cookie())));
    return node;
  }
}
