package org.op25b.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.op25b.controller.config.PolicyStatus;
import org.op25b.controller.status.AppStatus;
import org.op25b.controller.status.StatusJson;

/** Shows how the application stands as a whole. */
@Service
@Command(
    scope = "onos",
    name = "op25b-status",
    description = "Shows whether port 25 is blocked as the policy says, and why not")
public class StatusCommand extends Op25bCommand {
  @Override
  protected void doExecute() throws JsonProcessingException {
    AppStatus status = service().status();
    if (outputJson()) {
      print(new StatusJson(mapper()).status(status));
      return;
    }
    print("state:     %s%s", status.state(), reason(status));
    PolicyStatus policy = status.policy();
    print("policy:    %s", policy.acceptedAt().map(at -> "accepted " + at).orElse("none"));
    if (policy.refusedAt().isPresent()) {
      print("refused:   a later policy, %s:", policy.refusedAt().get());
      policy.problems().forEach(problem -> print("           %s", problem));
    }
    int wanted = status.devices().stream().mapToInt(device -> device.rulesWanted()).sum();
    int confirmed = status.devices().stream().mapToInt(device -> device.rulesConfirmed()).sum();
    print("switches:  %d", status.devices().size());
    print("rules:     %d of %d confirmed", confirmed, wanted);
  }

  private static String reason(AppStatus status) {
    return status.reason().isEmpty() ? "" : " (" + status.reason() + ")";
  }
}
