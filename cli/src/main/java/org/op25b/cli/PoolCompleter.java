package org.op25b.cli;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.onosproject.cli.AbstractShellCommand;
import org.op25b.controller.status.Op25bService;
import org.op25b.policy.Pool;

/** Completes the pools of the policy. */
@Service
public class PoolCompleter extends WordsCompleter {
  @Override
  Stream<String> words() {
    return AbstractShellCommand.get(Op25bService.class).policy().stream()
        .flatMap(policy -> policy.pools().stream())
        .map(Pool::name);
  }
}
