package org.op25b.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
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
public class PoolsCommand extends PolicyPartCommand<Pool> {
  @Override
  List<Pool> parts(Policy policy) {
    return policy.pools();
  }

  @Override
  JsonNode json(PolicyJson json, Pool part) {
    return json.pool(part);
  }

  @Override
  Table headings() {
    return new Table(
        "POOL", "PHASE", "CLASS", "AREA", "TENANT", "SWITCHES", "MAIL SERVERS", "PREFIXES");
  }

  @Override
  void addRow(Table table, Pool part, Policy policy) {
    table.add(
        part.name(),
        Words.of(part.phase()),
        orDash(part.serviceClass()),
        orDash(part.area()),
        orDash(part.tenant()),
        policy.edgesOf(part).size(),
        part.mailServers().isEmpty() ? "-" : String.join(",", part.mailServers()),
        words(part.prefixes()));
  }
}
