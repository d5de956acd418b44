package org.op25b.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.op25b.controller.Words;
import org.op25b.controller.audit.AuditAction;
import org.op25b.controller.audit.AuditEntry;
import org.op25b.controller.audit.AuditJson;
import org.op25b.controller.audit.AuditLog;
import org.op25b.controller.audit.AuditPage;
import org.op25b.controller.audit.AuditQuery;
import org.op25b.controller.exemption.TimeText;

/** Shows who changed what, and when. */
@Service
@Command(
    scope = "onos",
    name = "op25b-audit",
    description = "Lists who changed which exemption or the policy, newest first")
public class AuditCommand extends ChangeCommand {
  @Argument(index = 0, name = "subject", description = "An exemption's id, or policy")
  @Completion(ExemptionIdCompleter.class)
  String subject = null;

  @Option(name = "--user", description = "Only changes by this user")
  String user = null;

  @Option(name = "--action", description = "added, updated, revoked, purged, policy-changed ...")
  String action = null;

  @Option(name = "--since", description = "Only changes since this day (UTC) or instant")
  String since = null;

  @Option(
      name = "--until",
      description = "Only changes before the end of this day (UTC) or instant")
  String until = null;

  @Option(name = "--before", description = "Only changes with a smaller number")
  Long before = null;

  @Option(name = "--limit", description = "The most to show, 1 to 1000")
  int limit = 50;

  @Override
  void run() throws IOException {
    TimeText times = new TimeText(ZoneOffset.UTC);
    Instant now = Instant.now();
    AuditPage page =
        get(AuditLog.class)
            .query(
                AuditQuery.builder()
                    .setSubject(Optional.ofNullable(subject))
                    .setUser(Optional.ofNullable(user))
                    .setAction(
                        Optional.ofNullable(action)
                            .map(word -> Choice.of("--action", word, AuditAction.class)))
                    .setFrom(
                        Optional.ofNullable(since).map(text -> times.start("--since", text, now)))
                    .setUntil(
                        Optional.ofNullable(until).map(text -> times.end("--until", text, now)))
                    .setBefore(Optional.ofNullable(before))
                    .setLimit(limit)
                    .build());
    if (outputJson()) {
      ArrayNode entries = mapper().createArrayNode();
      for (AuditEntry entry : page.entries()) {
        entries.add(mapper().readTree(AuditJson.toJson(entry)));
      }
      print(entries);
      return;
    }
    Table table = new Table("NUMBER", "TIME", "USER", "FROM", "WAY", "ACTION", "SUBJECT", "NOTE");
    for (AuditEntry entry : page.entries()) {
      table.add(
          entry.number(),
          entry.time().truncatedTo(ChronoUnit.SECONDS),
          Cut.to(12, entry.actor().user()),
          Cut.to(20, entry.actor().origin()),
          entry.actor().channel(),
          Words.of(entry.action()),
          entry.subject(),
          orDash(entry.note()));
    }
    print(table);
    page.next().ifPresent(next -> print("more with --before %d", next));
  }
}
