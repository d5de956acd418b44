package org.op25b.policy.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Predicate;
import org.onlab.packet.IpPrefix;
import org.op25b.policy.BlockStyle;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Exemption;
import org.op25b.policy.InboundAction;
import org.op25b.policy.InboundPolicy;
import org.op25b.policy.Labels;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;
import org.op25b.policy.RateLimit;
import org.op25b.policy.Strategy;

/**
 * Writes a policy as the JSON of docs/design/policy-format.md, without what has its default value.
 * {@link PolicyReader} reads back an equal policy.
 */
public final class PolicyWriter {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private PolicyWriter() {}

  /** Returns {@code policy} as a JSON object. */
  public static ObjectNode write(Policy policy) {
    ObjectNode node = JSON.objectNode();
    ArrayNode edges = node.putArray("edges");
    policy.edges().forEach(edge -> edges.add(write(edge)));
    ArrayNode groups = node.putArray("mailServers");
    policy.mailServerGroups().forEach(group -> groups.add(write(group)));
    ArrayNode pools = node.putArray("pools");
    policy.pools().forEach(pool -> pools.add(write(pool)));
    ArrayNode exemptions = node.putArray("exemptions");
    policy.exemptions().forEach(exemption -> exemptions.add(write(exemption)));
    return node;
  }

  private static ObjectNode write(EdgeSwitch edge) {
    ObjectNode node = JSON.objectNode().put("device", edge.device().toString());
    edge.name().ifPresent(name -> node.put("name", name));
    edge.area().ifPresent(area -> node.put("area", area));
    putNumbers(node, "customerPorts", edge.customerPorts());
    putNumbers(node, "uplinkPorts", edge.uplinkPorts());
    if (edge.border()) {
      node.put("border", true);
    }
    if (edge.strategy() != Strategy.AUTO) {
      node.put("strategy", Labels.of(edge.strategy()));
    }
    edge.capacity().ifPresent(capacity -> node.put("capacity", capacity));
    return node;
  }

  private static ObjectNode write(MailServerGroup group) {
    ObjectNode node = JSON.objectNode().put("name", group.name());
    putPrefixes(node.putArray("servers"), group.servers(), p -> true);
    group.inbound().ifPresent(inbound -> node.set("inbound", write(inbound)));
    return node;
  }

  private static ObjectNode write(InboundPolicy inbound) {
    ObjectNode node = JSON.objectNode();
    putPrefixes(node, "allow", inbound.allow(), p -> true);
    putPrefixes(node, "deny", inbound.deny(), p -> true);
    putAction(node, "denyAction", inbound.denyAction());
    putAction(node, "defaultAction", inbound.defaultAction());
    return node;
  }

  private static void putAction(ObjectNode node, String field, InboundAction action) {
    if (action.rateLimit().isPresent()) {
      RateLimit limit = action.rateLimit().get();
      String unit =
          limit.unit() == RateLimit.Unit.PACKETS_PER_SECOND ? "packetsPerSecond" : "kbitPerSecond";
      node.putObject(field).putObject("rateLimit").put(unit, limit.rate());
    } else {
      node.put(field, Labels.of(action.verdict()));
    }
  }

  private static ObjectNode write(Pool pool) {
    ObjectNode node = JSON.objectNode().put("name", pool.name());
    putPrefixes(node, "ipv4", pool.prefixes(), IpPrefix::isIp4);
    putPrefixes(node, "ipv6", pool.prefixes(), IpPrefix::isIp6);
    pool.serviceClass().ifPresent(name -> node.put("serviceClass", name));
    pool.area().ifPresent(name -> node.put("area", name));
    pool.tenant().ifPresent(name -> node.put("tenant", name));
    if (!pool.edges().isEmpty()) {
      ArrayNode edges = node.putArray("edges");
      pool.edges().forEach(device -> edges.add(device.toString()));
    }
    if (!pool.mailServers().isEmpty()) {
      ArrayNode groups = node.putArray("mailServers");
      pool.mailServers().forEach(groups::add);
    }
    node.put("phase", Labels.of(pool.phase()));
    if (!pool.fragmentGuard()) {
      node.put("fragmentGuard", false);
    }
    if (!pool.returnPathGuard()) {
      node.put("returnPathGuard", false);
    }
    if (pool.blockStyle() != BlockStyle.DROP) {
      node.put("blockStyle", Labels.of(pool.blockStyle()));
    }
    return node;
  }

  private static ObjectNode write(Exemption exemption) {
    ObjectNode node =
        JSON.objectNode()
            .put("id", exemption.id())
            .put("customer", exemption.customer())
            .put("prefix", exemption.prefix().toString());
    putPrefixes(node, "destinations", exemption.destinations(), p -> true);
    exemption.notBefore().ifPresent(instant -> node.put("notBefore", instant.toString()));
    exemption.expires().ifPresent(instant -> node.put("expires", instant.toString()));
    return node;
  }

  private static void putNumbers(ObjectNode node, String field, Iterable<Integer> numbers) {
    ArrayNode array = JSON.arrayNode();
    numbers.forEach(array::add);
    putUnlessEmpty(node, field, array);
  }

  private static void putPrefixes(
      ObjectNode node, String field, Iterable<IpPrefix> prefixes, Predicate<IpPrefix> which) {
    ArrayNode array = JSON.arrayNode();
    putPrefixes(array, prefixes, which);
    putUnlessEmpty(node, field, array);
  }

  private static void putPrefixes(
      ArrayNode array, Iterable<IpPrefix> prefixes, Predicate<IpPrefix> which) {
    for (IpPrefix prefix : prefixes) {
      if (which.test(prefix)) {
        array.add(prefix.toString());
      }
    }
  }

  private static void putUnlessEmpty(ObjectNode node, String field, ArrayNode array) {
    if (array.size() > 0) {
      node.set(field, array);
    }
  }
}
