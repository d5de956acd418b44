package org.op25b.cli;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.op25b.policy.Phase;

/** What the commands share that bring pools to a phase, which is their first word. */
abstract class ToPhaseCommand extends PhaseTargetCommand {
  @Argument(
      index = 0,
      name = "phase",
      description = "off, monitor, block or block-all",
      required = true)
  @Completion(
      value = StringsCompleter.class,
      values = {"off", "monitor", "block", "block-all"})
  String phase = null;

  /** The phase that was asked for. */
  final Phase wanted() {
    return Choice.of("phase", phase, Phase.class);
  }
}
