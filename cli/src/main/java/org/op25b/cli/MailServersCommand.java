package org.op25b.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
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
      policy.mailServerGroups().forEach(group -> groups.add(json(group)));
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

  private ObjectNode json(MailServerGroup group) {
    ObjectNode node = mapper().createObjectNode();
    node.put("name", group.name());
    node.put("inbound", group.inbound().isPresent());
    ArrayNode servers = node.putArray("servers");
    group.servers().forEach(server -> servers.add(server.toString()));
    return node;
  }
}
