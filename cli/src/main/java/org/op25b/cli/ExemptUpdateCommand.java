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
import org.op25b.controller.exemption.ExemptionRecord;

/** Changes an exemption. */
@Service
@Command(
    scope = "onos",
    name = "op25b-exempt-update",
    description = "Changes an exemption; what is not told stays as it is")
public class ExemptUpdateCommand extends ChangeCommand {
  private static final String NONE = "none";

  @Argument(index = 0, name = "id", description = "The exemption's id", required = true)
  @Completion(ExemptionIdCompleter.class)
  String id = null;

  @Option(name = "--customer", description = "The customer's name")
  @Completion(CustomerCompleter.class)
  String customer = null;

  @Option(name = "--prefix", description = "Address or prefix")
  String prefix = null;

  @Option(name = "--reason", description = "Why")
  String reason = null;

  @Option(name = "--for", description = "How long from now, such as 90d")
  String duration = null;

  @Option(name = "--until", description = "The last day or an instant; none for no end")
  String until = null;

  @Option(name = "--from", description = "When it starts; none for at once")
  String from = null;

  @Option(
      name = "--to",
      description = "Only toward this; may be repeated; none for everywhere",
      multiValued = true)
  List<String> destinations = null;

  @Option(name = "--ticket", description = "The ticket that it belongs to")
  String ticket = null;

  @Option(name = "--requested-by", description = "Who asked for it")
  String requestedBy = null;

  @Option(
      name = "--version",
      description = "The version that the change is based on; the latest if not told")
  Long version = null;

  @Option(name = "--force", description = "Override the guard rails that can be overridden")
  boolean force = false;

  @Override
  void run() throws IOException {
    ExemptionRecord current = exemption(id);
    ExemptionDraft.Builder draft = current.toDraft().toBuilder();
    if (customer != null) {
      draft.setCustomer(customer);
    }
    if (prefix != null) {
      draft.setPrefix(prefix);
    }
    if (reason != null) {
      draft.setReason(reason);
    }
    if (ticket != null) {
      draft.setTicket(ticket);
    }
    if (requestedBy != null) {
      draft.setRequestedBy(requestedBy);
    }
    if (from != null) {
      draft.setNotBefore(Optional.of(from).filter(value -> !value.equals(NONE)));
    }
    if (destinations != null) {
      draft.setDestinations(
          destinations.equals(ImmutableList.of(NONE)) ? ImmutableList.of() : destinations);
    }
    Optional<String> end = end(duration, until);
    if (end.isPresent()) {
      draft.setExpires(end.filter(value -> !value.equals(NONE)));
    }
    show(
        "changed",
        exemptions()
            .update(
                id,
                version == null ? current.version() : version,
                draft.build(),
                context().withForce(force)));
  }
}
