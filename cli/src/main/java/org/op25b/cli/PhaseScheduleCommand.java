package org.op25b.cli;

import java.io.IOException;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Brings pools to a phase at an instant. */
@Service
@Command(
    scope = "onos",
    name = "op25b-phase-schedule",
    description =
        "Brings pools, an area or all to a phase at a date; without please, shows what it would do")
public class PhaseScheduleCommand extends ToPhaseCommand {
  @Argument(
      index = 1,
      name = "at",
      description = "When, with its zone: 2026-07-01T09:00+09:00; or from now: 2h",
      required = true)
  String at = null;

  @Argument(
      index = 2,
      name = "pools",
      description = "Pools, then the word please, to confirm",
      multiValued = true)
  @Completion(PoolCompleter.class)
  List<String> words = List.of();

  @Override
  void change() throws IOException {
    make(words, (target, context) -> phases().schedule(target, wanted(), at, context));
  }
}
