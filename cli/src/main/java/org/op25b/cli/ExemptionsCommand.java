package org.op25b.cli;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.op25b.controller.Words;
import org.op25b.controller.exemption.ExemptionPage;
import org.op25b.controller.exemption.ExemptionQuery;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ExemptionSort;
import org.op25b.controller.exemption.ExemptionState;
import org.op25b.controller.exemption.PrefixText;
import org.op25b.controller.exemption.TimeText;
import org.op25b.controller.exemption.exchange.ExemptionJson;

/** Lists exemptions. */
@Service
@Command(
    scope = "onos",
    name = "op25b-exemptions",
    description = "Lists the customers who may use port 25; those in force and pending if not told")
public class ExemptionsCommand extends ChangeCommand {
  @Option(name = "-c", aliases = "--customer", description = "Exactly this customer")
  @Completion(CustomerCompleter.class)
  String customer = null;

  @Option(
      name = "-p",
      aliases = "--prefix",
      description = "Those that overlap this address or prefix")
  String prefix = null;

  @Option(name = "--pool", description = "Those with an address in this pool")
  @Completion(PoolCompleter.class)
  String pool = null;

  @Option(
      name = "-s",
      aliases = "--state",
      description = "pending, active, expired, revoked or all; may be repeated",
      multiValued = true)
  @Completion(
      value = org.apache.karaf.shell.support.completers.StringsCompleter.class,
      values = {"pending", "active", "expired", "revoked", "all"})
  List<String> states = null;

  @Option(name = "-t", aliases = "--text", description = "Text in any field, such as a ticket")
  String text = null;

  @Option(name = "--expiring", description = "Those that expire within this time, such as 7d")
  String expiring = null;

  @Option(
      name = "--sort",
      description = "id, customer, prefix, created or expires; falling with a minus sign before it")
  String sort = "expires";

  @Option(name = "--offset", description = "How many to leave out")
  int offset = 0;

  @Option(name = "--limit", description = "The most to show, 1 to 1000")
  int limit = 100;

  @Override
  void run() throws IOException {
    boolean descending = sort.startsWith("-");
    ExemptionQuery query =
        ExemptionQuery.builder()
            .setText(Optional.ofNullable(text))
            .setCustomer(Optional.ofNullable(customer))
            .setOverlapping(
                Optional.ofNullable(prefix).map(value -> PrefixText.parse("--prefix", value)))
            .setPool(Optional.ofNullable(pool))
            .setStates(states())
            .setExpiringWithin(
                Optional.ofNullable(expiring)
                    .map(value -> new TimeText(ZoneOffset.UTC).duration("--expiring", value)))
            .setSort(
                Choice.of("--sort", descending ? sort.substring(1) : sort, ExemptionSort.class))
            .setDescending(descending)
            .setOffset(offset)
            .setLimit(limit)
            .build();
    ExemptionPage page = exemptions().list(query);
    Instant now = Instant.now();
    if (outputJson()) {
      print(new ExemptionJson(mapper()).page(page, now));
      return;
    }
    Table table =
        new Table("ID", "CUSTOMER", "PREFIX", "STATE", "UNTIL", "TICKET", "ENTERED BY", "REASON");
    for (ExemptionRecord record : page.records()) {
      table.add(
          record.id(),
          Cut.to(16, record.customer()),
          record.prefix() + (record.destinations().isEmpty() ? "" : " *"),
          Words.of(record.stateAt(now)),
          orDash(record.expires().map(at -> at.truncatedTo(ChronoUnit.SECONDS))),
          Cut.to(12, record.ticket().isEmpty() ? "-" : record.ticket()),
          Cut.to(10, record.enteredBy()),
          record.reason());
    }
    print(table);
    if (page.records().stream().anyMatch(record -> !record.destinations().isEmpty())) {
      print("* only toward some destinations; -j shows them");
    }
    if (page.total() > page.records().size()) {
      print("%d of %d; see --offset and --limit", page.records().size(), page.total());
    }
  }

  private List<ExemptionState> states() {
    if (states == null) {
      return ImmutableList.of(ExemptionState.PENDING, ExemptionState.ACTIVE);
    }
    return states.stream().map(word -> word.toLowerCase(Locale.ROOT)).anyMatch("all"::equals)
        ? ImmutableList.of()
        : states.stream()
            .map(word -> Choice.of("--state", word, ExemptionState.class))
            .collect(Collectors.toList());
  }
}
