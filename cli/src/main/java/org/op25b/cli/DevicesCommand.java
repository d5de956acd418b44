package org.op25b.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.temporal.ChronoUnit;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.op25b.controller.Words;
import org.op25b.controller.enforcement.DeviceStatus;
import org.op25b.controller.status.StatusJson;

/** Lists the edge switches. */
@Service
@Command(
    scope = "onos",
    name = "op25b-devices",
    description = "Lists the edge switches and how far each is with the policy")
public class DevicesCommand extends Op25bCommand {
  @Override
  protected void doExecute() throws JsonProcessingException {
    if (outputJson()) {
      StatusJson json = new StatusJson(mapper());
      ArrayNode devices = mapper().createArrayNode();
      service().status().devices().forEach(device -> devices.add(json.device(device)));
      print(devices);
      return;
    }
    Table table =
        new Table(
            "DEVICE", "NAME", "STATE", "STRATEGY", "RULES", "STALE", "MASKS", "PROVEN", "REASON");
    for (DeviceStatus device : service().status().devices()) {
      table.add(
          device.device(),
          orDash(device.name()),
          device.state(),
          Words.of(device.strategy()),
          device.rulesConfirmed() + "/" + device.rulesWanted(),
          device.rulesToRemove(),
          device.masks(),
          orDash(device.lastProof().map(at -> at.truncatedTo(ChronoUnit.SECONDS))),
          device.reason());
    }
    print(table);
    for (DeviceStatus device : service().status().devices()) {
      print(
          "%s: %s because %s", device.device(), Words.of(device.strategy()), device.whyStrategy());
    }
  }
}
