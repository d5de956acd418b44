package org.op25b.cli;

import java.io.IOException;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.op25b.controller.exemption.ExemptionRecord;

/** Ends an exemption. */
@Service
@Command(
    scope = "onos",
    name = "op25b-exempt-remove",
    description = "Ends an exemption at once; it stays to be seen as revoked")
public class ExemptRemoveCommand extends ChangeCommand {
  private static final String PLEASE = "please";

  @Argument(index = 0, name = "id", description = "The exemption's id", required = true)
  @Completion(ExemptionIdCompleter.class)
  String id = null;

  @Argument(index = 1, name = "please", description = "The word please, to confirm")
  String confirmation = null;

  @Option(name = "--why", description = "The reason, for the record")
  String why = "";

  @Option(name = "--version", description = "Only if it is still this version")
  Long version = null;

  @Override
  void run() throws IOException {
    ExemptionRecord current = exemption(id);
    if (!PLEASE.equals(confirmation)) {
      throw new UserError(
          String.format(
              "This blocks %s of customer %s at once. To do it: op25b-exempt-remove %s please",
              current.prefix(), current.customer(), id));
    }
    show("ended", exemptions().revoke(id, Optional.ofNullable(version), why, context()));
  }
}
