package org.op25b.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.op25b.controller.Words;
import org.op25b.policy.Policy;
import org.op25b.policy.Pool;

/** Lists the pools. */
@Service
@Command(
    scope = "onos",
    name = "op25b-pools",
    description = "Lists the address pools of the policy in force and their phases")
public class PoolsCommand extends Op25bCommand {
  @Override
  protected void doExecute() throws JsonProcessingException {
    Policy policy = policy().orElse(null);
    if (policy == null) {
      return;
    }
    if (outputJson()) {
      ArrayNode pools = mapper().createArrayNode();
      policy.pools().forEach(pool -> pools.add(json(pool)));
      print(pools);
      return;
    }
    Table table =
        new Table(
            "POOL", "PHASE", "CLASS", "AREA", "TENANT", "SWITCHES", "MAIL SERVERS", "PREFIXES");
    for (Pool pool : policy.pools()) {
      table.add(
          pool.name(),
          Words.of(pool.phase()),
          orDash(pool.serviceClass()),
          orDash(pool.area()),
          orDash(pool.tenant()),
          policy.edgesOf(pool).size(),
          pool.mailServers().isEmpty() ? "-" : String.join(",", pool.mailServers()),
          words(pool.prefixes()));
    }
    print(table);
  }

  private ObjectNode json(Pool pool) {
    ObjectNode node = mapper().createObjectNode();
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
}
