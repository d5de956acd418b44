package org.op25b.cli;

import java.io.IOException;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.op25b.policy.Phase;

/** Brings pools to a phase now. */
@Service
@Command(
    scope = "onos",
    name = "op25b-phase-set",
    description =
        "Brings pools, an area or all to a phase now; without please, shows what it would do")
public class PhaseSetCommand extends PhaseTargetCommand {
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
      name = "pools",
      description = "Pools, then the word please, to confirm",
      multiValued = true)
  @Completion(PoolCompleter.class)
  List<String> words = List.of();

  @Override
  void change() throws IOException {
    Phase wanted = Choice.of("phase", phase, Phase.class);
    make(words, (target, context) -> phases().set(target, wanted, context));
  }
}
