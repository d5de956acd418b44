package org.op25b.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.op25b.controller.status.PolicyJson;
import org.op25b.policy.MailServerGroup;
import org.op25b.policy.Policy;

/** Lists the provider's own mail servers. */
@Service
@Command(
    scope = "onos",
    name = "op25b-mail-servers",
    description = "Lists the groups of own mail servers and how many pools may reach each")
public class MailServersCommand extends Op25bCommand {
  @Override
  protected void doExecute() throws JsonProcessingException {
    Policy policy = policy().orElse(null);
    if (policy == null) {
      return;
    }
    if (outputJson()) {
      ArrayNode groups = mapper().createArrayNode();
      PolicyJson json = new PolicyJson(mapper());
      policy.mailServerGroups().forEach(group -> groups.add(json.mailServers(group)));
      print(groups);
      return;
    }
    Table table = new Table("GROUP", "POOLS", "INBOUND POLICY", "SERVERS");
    for (MailServerGroup group : policy.mailServerGroups()) {
      long pools =
          policy.pools().stream().filter(pool -> pool.mailServers().contains(group.name())).count();
      table.add(
          group.name(), pools, group.inbound().isPresent() ? "yes" : "no", words(group.servers()));
    }
    print(table);
  }
}
