package org.op25b.cli;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.op25b.controller.exemption.ExemptionDraft;

/** Adds an exemption. */
@Service
@Command(
    scope = "onos",
    name = "op25b-exempt-add",
    description = "Lets a customer use port 25, at once or from an instant on, until another")
public class ExemptAddCommand extends ChangeCommand {
  @Argument(index = 0, name = "customer", description = "The customer's name", required = true)
  @Completion(CustomerCompleter.class)
  String customer = null;

  @Argument(index = 1, name = "prefix", description = "Address or prefix", required = true)
  String prefix = null;

  @Argument(
      index = 2,
      name = "reason",
      description = "Why; in quotes when it is several words",
      required = true)
  String reason = null;

  @Option(name = "--for", description = "How long, such as 90d, 36h or 2w")
  String duration = null;

  @Option(name = "--until", description = "The last day, or an instant such as 2026-12-31T15:00Z")
  String until = null;

  @Option(name = "--from", description = "When it starts; at once if not told")
  String from = null;

  @Option(
      name = "--to",
      description = "Only toward this address or prefix; may be repeated",
      multiValued = true)
  List<String> destinations = null;

  @Option(name = "--ticket", description = "The ticket that it belongs to")
  String ticket = "";

  @Option(name = "--requested-by", description = "Who asked for it")
  String requestedBy = "";

  @Option(name = "--force", description = "Override the guard rails that can be overridden")
  boolean force = false;

  @Override
  void run() throws IOException {
    ExemptionDraft draft =
        ExemptionDraft.builder()
            .setCustomer(customer)
            .setPrefix(prefix)
            .setReason(reason)
            .setExpires(end(duration, until))
            .setNotBefore(Optional.ofNullable(from))
            .setDestinations(destinations == null ? ImmutableList.of() : destinations)
            .setTicket(ticket)
            .setRequestedBy(requestedBy)
            .build();
    show("added", exemptions().create(draft, context().withForce(force)));
  }
}
