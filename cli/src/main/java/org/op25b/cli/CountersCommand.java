package org.op25b.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.op25b.controller.counters.CounterJson;
import org.op25b.controller.counters.CounterSnapshot;
import org.op25b.controller.counters.CountersService;

/** Shows what was dropped, and where. */
@Service
@Command(
    scope = "onos",
    name = "op25b-counters",
    description = "Shows dropped packets by switch, pool and mail servers")
public class CountersCommand extends Op25bCommand {
  @Override
  protected void doExecute() throws JsonProcessingException {
    CounterSnapshot counters = get(CountersService.class).counters();
    if (outputJson()) {
      print(new CounterJson(mapper()).counters(counters));
      return;
    }
    Table table = new Table("OF", "NAME", "DROPPED", "PER SECOND", "WOULD BLOCK");
    counters.devices().forEach(sum -> add(table, "switch", sum));
    for (CounterSnapshot.OfPool pool : counters.pools()) {
      table.add(
          "pool",
          pool.pool(),
          pool.droppedPackets(),
          rate(pool.droppedPerSecond()),
          pool.wouldBlockPackets());
    }
    counters.mailServers().forEach(sum -> add(table, "mail servers", sum));
    print(table);
    print("packets since %s", counters.since());
  }

  private static void add(Table table, String of, CounterSnapshot.Sum sum) {
    table.add(of, sum.name(), sum.droppedPackets(), rate(sum.droppedPerSecond()), "-");
  }

  private static String rate(double perSecond) {
    return String.format(Locale.ROOT, "%.1f", perSecond);
  }
}
