package org.op25b.cli;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.op25b.controller.Words;
import org.op25b.controller.policyops.PhaseJson;
import org.op25b.controller.policyops.PhaseOperations;
import org.op25b.controller.policyops.PoolPhase;
import org.op25b.controller.policyops.Schedule;

/** Lists phases and what is scheduled. */
@Service
@Command(
    scope = "onos",
    name = "op25b-phases",
    description = "Lists the phase of every pool, where it comes from, and all schedules")
public class PhasesCommand extends PolicyChangeCommand {
  @Override
  void change() throws IOException {
    PhaseOperations phases = get(PhaseOperations.class);
    if (outputJson()) {
      print(new PhaseJson(mapper()).all(phases, policies()));
      return;
    }
    Table pools = new Table("POOL", "AREA", "PHASE", "SINCE", "BEFORE", "NEXT");
    for (PoolPhase phase : phases.phases()) {
      pools.add(
          phase.pool().name(),
          orDash(phase.pool().area()),
          Words.of(phase.pool().phase()),
          orDash(phase.since().map(at -> at.truncatedTo(ChronoUnit.SECONDS))),
          orDash(phase.previous().map(Words::of)),
          orDash(
              phase
                  .next()
                  .map(next -> next.id() + " " + Words.of(next.phase()) + " " + next.atLocal())));
    }
    print(pools);
    Table schedules = new Table("SCHEDULE", "STATE", "AT", "PHASE", "POOLS", "BY", "NOTE");
    for (Schedule schedule : phases.schedules()) {
      schedules.add(
          schedule.id(),
          Words.of(schedule.state()),
          schedule.atLocal(),
          Words.of(schedule.phase()),
          schedule.pools().size() == 1 ? schedule.pools().get(0) : schedule.pools().size(),
          Cut.to(12, schedule.actor().user()),
          schedule.reason().isEmpty() ? schedule.note() : schedule.reason());
    }
    print(schedules);
  }
}
