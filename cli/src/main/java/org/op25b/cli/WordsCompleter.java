package org.op25b.cli;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes words that are known when they are asked for. */
abstract class WordsCompleter implements Completer {
  @Override
  public final int complete(Session session, CommandLine commandLine, List<String> candidates) {
    StringsCompleter delegate = new StringsCompleter();
    words().forEach(delegate.getStrings()::add);
    return delegate.complete(session, commandLine, candidates);
  }

  abstract Stream<String> words();
}
