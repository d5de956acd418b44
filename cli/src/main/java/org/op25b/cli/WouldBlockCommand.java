package org.op25b.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.op25b.controller.enforcement.DeviceStatus;
import org.op25b.controller.enforcement.EnforcementService;
import org.op25b.controller.sight.SuspectService;
import org.op25b.controller.status.WouldBlockJson;
import org.op25b.controller.wouldblock.WouldBlockService;
import org.op25b.controller.wouldblock.WouldBlockSource;

/** Lists who would break. */
@Service
@Command(
    scope = "onos",
    name = "op25b-would-block",
    description = "Lists whose packets phase monitor lets pass and phase block would drop")
public class WouldBlockCommand extends Op25bCommand {
  @Option(name = "--limit", description = "The most to show")
  int limit = 20;

  @Option(name = "--csv", description = "As CSV, all of them")
  boolean csv = false;

  @Override
  protected void doExecute() throws IOException {
    if (limit < 1) {
      error("--limit: %s is out of range. Give 1 or more.", limit);
      return;
    }
    List<WouldBlockSource> all = get(WouldBlockService.class).sources();
    List<WouldBlockSource> shown = all.subList(0, Math.min(limit, all.size()));
    WouldBlockJson json = new WouldBlockJson(mapper(), get(SuspectService.class));
    List<DeviceStatus> devices = get(EnforcementService.class).devices();
    String bound = get(WouldBlockService.class).limit();
    if (csv) {
      StringWriter text = new StringWriter();
      json.writeCsv(all, text);
      print("%s", text.toString().trim());
    } else if (outputJson()) {
      print(json.page(shown, all.size(), bound, devices));
    } else {
      print(table(shown));
      if (shown.size() < all.size()) {
        print("%d of %d; more with --limit", shown.size(), all.size());
      }
      if (!bound.isEmpty()) {
        print("not told apart further: %s", bound);
      }
      for (DeviceStatus device : devices) {
        WouldBlockJson.uncounted(device)
            .ifPresent(reason -> print("%s counts nothing: %s", device.device(), reason));
      }
    }
  }

  private Table table(List<WouldBlockSource> sources) {
    Table table = new Table("SOURCE", "PACKETS", "CUSTOMER", "POOL", "FIRST SEEN", "LAST SEEN");
    for (WouldBlockSource source : sources) {
      table.add(
          source.exact() ? source.sourceText() : "in " + source.sourceText(),
          source.packets(),
          orDash(get(SuspectService.class).customerOf(source.source())),
          source.pool(),
          source.firstSeen().truncatedTo(ChronoUnit.SECONDS),
          source.lastSeen().truncatedTo(ChronoUnit.SECONDS));
    }
    return table;
  }
}
