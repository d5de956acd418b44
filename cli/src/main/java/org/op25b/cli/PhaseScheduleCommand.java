package org.op25b.cli;

import java.io.IOException;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.op25b.policy.Phase;

/** Brings pools to a phase at an instant. */
@Service
@Command(
    scope = "onos",
    name = "op25b-phase-schedule",
    description =
        "Brings pools, an area or all to a phase at a date; without please, shows what it would do")
public class PhaseScheduleCommand extends PhaseTargetCommand {
  @Argument(
      index = 0,
      name = "phase",
      description = "off, monitor, block or block-all",
      required = true)
  @Completion(
      value = StringsCompleter.class,
      values = {"off", "monitor", "block", "block-all"})
  String phase = null;

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
    Phase wanted = Choice.of("phase", phase, Phase.class);
    make(words, (target, context) -> phases().schedule(target, wanted, at, context));
  }
}
