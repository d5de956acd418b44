package org.op25b.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.op25b.controller.Words;
import org.op25b.controller.status.PolicyJson;
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
      PolicyJson json = new PolicyJson(mapper());
      policy.pools().forEach(pool -> pools.add(json.pool(pool)));
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
}
