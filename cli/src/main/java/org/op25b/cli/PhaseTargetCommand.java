package org.op25b.cli;

import java.io.IOException;
import java.util.List;
import org.apache.karaf.shell.api.action.Option;
import org.op25b.controller.policyops.PhaseOutcome;
import org.op25b.controller.policyops.PhaseTarget;
import org.op25b.controller.policyops.PolicyContext;

/** What the commands share that are told of pools by name, by area, or of all. */
abstract class PhaseTargetCommand extends PhaseCommand {
  @Option(name = "--area", description = "All pools of an area")
  String area = null;

  @Option(name = "--all", description = "All pools")
  boolean all = false;

  /** What is done with the pools, in a context. */
  interface TargetChange {
    PhaseOutcome make(PhaseTarget target, PolicyContext context);
  }

  /** Makes a change, or shows what it would be; {@code words} are pools, then perhaps please. */
  final void make(List<String> words, TargetChange change) throws IOException {
    make(
        isConfirmed(words),
        context -> change.make(target(withoutPlease(words), area, all), context));
  }
}
