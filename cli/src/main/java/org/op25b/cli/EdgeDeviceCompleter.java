package org.op25b.cli;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.onosproject.cli.AbstractShellCommand;
import org.op25b.controller.status.Op25bService;

/** Completes the edge switches of the policy. */
@Service
public class EdgeDeviceCompleter extends WordsCompleter {
  @Override
  Stream<String> words() {
    return AbstractShellCommand.get(Op25bService.class).policy().stream()
        .flatMap(policy -> policy.edges().stream())
        .map(edge -> edge.device().toString());
  }
}
