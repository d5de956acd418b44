package org.op25b.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
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
public class MailServersCommand extends PolicyPartCommand<MailServerGroup> {
  @Override
  List<MailServerGroup> parts(Policy policy) {
    return policy.mailServerGroups();
  }

  @Override
  JsonNode json(PolicyJson json, MailServerGroup part) {
    return json.mailServers(part);
  }

  @Override
  Table headings() {
    return new Table("GROUP", "POOLS", "INBOUND POLICY", "SERVERS");
  }

  @Override
  void addRow(Table table, MailServerGroup part, Policy policy) {
    long pools =
        policy.pools().stream().filter(pool -> pool.mailServers().contains(part.name())).count();
    table.add(part.name(), pools, part.inbound().isPresent() ? "yes" : "no", words(part.servers()));
  }
}
