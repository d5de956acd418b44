package org.op25b.cli;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Ends blocking everywhere, on purpose. */
@Service
@Command(
    scope = "onos",
    name = "op25b-uninstall",
    description = "Forgets the policy, removes every rule and gives forwarding back")
public class UninstallCommand extends Op25bCommand {
  private static final String WORD = "please";

  @Argument(name = "word", description = "The word 'please'")
  String word = "";

  @Override
  protected void doExecute() {
    if (!word.equals(WORD)) {
      error("This opens port 25 for every customer. If that is meant: op25b-uninstall %s", WORD);
      return;
    }
    service().uninstall();
    print("The policy is forgotten; rules are being removed. A new policy blocks again.");
  }
}
