package org.op25b.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.onosproject.net.DeviceId;
import org.onosproject.net.flow.FlowEntry;
import org.onosproject.net.flow.criteria.Criterion;
import org.op25b.policy.EdgeSwitch;
import org.op25b.policy.Policy;

/** Lists the rules that the application has on the switches. */
@Service
@Command(
    scope = "onos",
    name = "op25b-rules",
    description = "Lists the rules on one edge switch or on all, with packets counted")
public class RulesCommand extends Op25bCommand {
  @Argument(
      index = 0,
      name = "device",
      description = "Edge switch; all when absent",
      required = false,
      multiValued = false)
  @Completion(EdgeDeviceCompleter.class)
  String device = null;

  @Override
  protected void doExecute() throws JsonProcessingException {
    List<FlowEntry> rules =
        devices().stream()
            .flatMap(id -> service().rules(id).stream())
            .sorted(
                Comparator.comparing((FlowEntry rule) -> rule.deviceId().toString())
                    .thenComparing(rule -> rule.table().toString())
                    .thenComparing(FlowEntry::priority, Comparator.reverseOrder())
                    .thenComparing(RulesCommand::match))
            .collect(Collectors.toList());
    if (outputJson()) {
      ArrayNode array = mapper().createArrayNode();
      rules.forEach(rule -> array.add(jsonForEntity(rule, FlowEntry.class)));
      print(array);
      return;
    }
    Table table = new Table("DEVICE", "TABLE", "PRIORITY", "STATE", "PACKETS", "MATCH");
    for (FlowEntry rule : rules) {
      table.add(
          rule.deviceId(),
          rule.table(),
          rule.priority(),
          rule.state(),
          rule.packets(),
          match(rule));
    }
    print(table);
  }

  private List<DeviceId> devices() {
    if (device != null) {
      return ImmutableList.of(DeviceId.deviceId(device));
    }
    Optional<Policy> policy = policy();
    return policy.isPresent()
        ? policy.get().edges().stream().map(EdgeSwitch::device).collect(Collectors.toList())
        : ImmutableList.of();
  }

  private static String match(FlowEntry rule) {
    return rule.selector().criteria().stream()
        .map(Criterion::toString)
        .collect(Collectors.joining(" "));
  }
}
