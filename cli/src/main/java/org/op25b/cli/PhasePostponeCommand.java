package org.op25b.cli;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Gives a schedule another time. */
@Service
@Command(
    scope = "onos",
    name = "op25b-phase-postpone",
    description = "Gives a scheduled phase another date; without please, shows what it would do")
public class PhasePostponeCommand extends PhaseCommand {
  @Argument(index = 0, name = "id", description = "The schedule's id", required = true)
  String id = null;

  @Argument(
      index = 1,
      name = "at",
      description = "When, with its zone: 2026-07-01T09:00+09:00; or from now: 2h",
      required = true)
  String at = null;

  @Argument(index = 2, name = "please", description = "The word please, to confirm")
  String confirmation = null;

  @Override
  void change() throws IOException {
    make(PLEASE.equals(confirmation), context -> phases().postpone(id, at, context));
  }
}
