package org.op25b.cli;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.op25b.controller.enforcement.ProofReport;

/** Proves that the switches do what the policy says. */
@Service
@Command(
    scope = "onos",
    name = "op25b-verify",
    description = "Compares the rules read back from every edge switch with the policy")
public class VerifyCommand extends Op25bCommand {
  @Override
  protected void doExecute() {
    List<ProofReport> reports = service().verify();
    if (reports.isEmpty()) {
      print("No edge switch is connected to this controller node.");
    }
    for (ProofReport report : reports) {
      print(
          "%s %s, %d flow entries read",
          report.device(),
          report.isProven() ? "does what the policy says" : "DOES NOT do what the policy says",
          report.entries());
      report.differences().forEach(difference -> print("  %s", difference));
      report.interference().forEach(foreign -> print("  %s", foreign));
    }
  }
}
