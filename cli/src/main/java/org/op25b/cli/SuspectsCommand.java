package org.op25b.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.op25b.controller.copies.CopyService;
import org.op25b.controller.copies.CopyStatus;
import org.op25b.controller.sight.AlarmStatus;
import org.op25b.controller.sight.Suspect;
import org.op25b.controller.sight.SuspectJson;
import org.op25b.controller.sight.SuspectService;

/** Lists who tries to send to port 25 where that is blocked. */
@Service
@Command(
    scope = "onos",
    name = "op25b-suspects",
    description = "Lists who tries to send to port 25 where that is blocked, most active first")
public class SuspectsCommand extends Op25bCommand {
  @Option(name = "--limit", description = "The most to show")
  int limit = 20;

  @Override
  protected void doExecute() throws JsonProcessingException {
    if (limit < 1) {
      error("--limit: %s is out of range. Give 1 or more.", limit);
      return;
    }
    List<Suspect> all = get(SuspectService.class).suspects();
    List<Suspect> shown = all.subList(0, Math.min(limit, all.size()));
    List<CopyStatus> switches = get(CopyService.class).statuses();
    List<AlarmStatus> alarms = get(SuspectService.class).alarms();
    if (outputJson()) {
      print(new SuspectJson(mapper()).suspects(shown, switches, alarms));
      return;
    }
    Table table =
        new Table(
            "SOURCE", "PER SECOND", "DESTINATIONS", "CUSTOMER", "POOL", "FIRST SEEN", "LAST SEEN");
    for (Suspect suspect : shown) {
      table.add(
          suspect.sourceText(),
          String.format(Locale.ROOT, "%.1f", suspect.perSecond()),
          suspect.destinations(),
          orDash(suspect.customer()),
          suspect.pool(),
          suspect.firstSeen().truncatedTo(ChronoUnit.SECONDS),
          suspect.lastSeen().truncatedTo(ChronoUnit.SECONDS));
    }
    print(table);
    if (shown.size() < all.size()) {
      print("%d of %d; more with --limit", shown.size(), all.size());
    }
    for (CopyStatus status : switches) {
      if (!status.sampled()) {
        print("%s sends no samples: %s", status.device(), status.reason());
      }
    }
    for (AlarmStatus status : alarms) {
      if (!status.problem().isEmpty()) {
        print(
            "Alarms for the %s are lost (%d so far): %s",
            status.receiver(), status.lost(), status.problem());
      }
    }
  }
}
