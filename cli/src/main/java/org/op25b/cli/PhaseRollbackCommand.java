package org.op25b.cli;

import java.io.IOException;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Brings pools back to the phase before. */
@Service
@Command(
    scope = "onos",
    name = "op25b-phase-rollback",
    description =
        "Brings pools, an area or all back to their phase before; without please, shows what it would do")
public class PhaseRollbackCommand extends PhaseTargetCommand {
  @Argument(
      index = 0,
      name = "pools",
      description = "Pools, then the word please, to confirm",
      multiValued = true)
  @Completion(PoolCompleter.class)
  List<String> words = List.of();

  @Override
  void change() throws IOException {
    make(words, (target, context) -> phases().rollBack(target, context));
  }
}
