package org.op25b.cli;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.onosproject.cli.AbstractShellCommand;
import org.op25b.controller.status.Op25bService;

/** Completes the pools of the policy. */
@Service
public class PoolCompleter implements Completer {
  @Override
  public int complete(Session session, CommandLine commandLine, List<String> candidates) {
    StringsCompleter delegate = new StringsCompleter();
    AbstractShellCommand.get(Op25bService.class)
        .policy()
        .ifPresent(
            policy -> policy.pools().forEach(pool -> delegate.getStrings().add(pool.name())));
    return delegate.complete(session, commandLine, candidates);
  }
}
