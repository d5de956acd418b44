package org.op25b.cli;

import java.io.IOException;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Brings pools to a phase now. */
@Service
@Command(
    scope = "onos",
    name = "op25b-phase-set",
    description =
        "Brings pools, an area or all to a phase now; without please, shows what it would do")
public class PhaseSetCommand extends ToPhaseCommand {
  @Argument(
      index = 1,
      name = "pools",
      description = "Pools, then the word please, to confirm",
      multiValued = true)
  @Completion(PoolCompleter.class)
  List<String> words = List.of();

  @Override
  void change() throws IOException {
    make(words, (target, context) -> phases().set(target, wanted(), context));
  }
}
