package org.op25b.cli;

import java.io.IOException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Calls off a schedule. */
@Service
@Command(
    scope = "onos",
    name = "op25b-phase-cancel",
    description = "Calls off a scheduled phase; without please, shows which")
public class PhaseCancelCommand extends PhaseCommand {
  @Argument(index = 0, name = "id", description = "The schedule's id", required = true)
  String id = null;

  @Argument(index = 1, name = "please", description = "The word please, to confirm")
  String confirmation = null;

  @Override
  void change() throws IOException {
    make(PLEASE.equals(confirmation), context -> phases().cancel(id, context));
  }
}
