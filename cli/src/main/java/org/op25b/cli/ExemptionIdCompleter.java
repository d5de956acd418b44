package org.op25b.cli;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.onosproject.cli.AbstractShellCommand;
import org.op25b.controller.PageSize;
import org.op25b.controller.exemption.ExemptionQuery;
import org.op25b.controller.exemption.ExemptionService;
import org.op25b.controller.exemption.ExemptionState;

/** Completes the ids of the first thousand exemptions in force or pending. */
@Service
public class ExemptionIdCompleter implements Completer {
  @Override
  public int complete(Session session, CommandLine commandLine, List<String> candidates) {
    StringsCompleter delegate = new StringsCompleter();
    AbstractShellCommand.get(ExemptionService.class)
        .list(
            ExemptionQuery.builder()
                .setStates(ImmutableList.of(ExemptionState.ACTIVE, ExemptionState.PENDING))
                .setLimit(PageSize.MOST)
                .build())
        .records()
        .forEach(record -> delegate.getStrings().add(record.id()));
    return delegate.complete(session, commandLine, candidates);
  }
}
