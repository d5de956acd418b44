package org.op25b.cli;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.List;
import org.apache.karaf.shell.api.action.Option;
import org.op25b.controller.Words;
import org.op25b.controller.policyops.PhaseJson;
import org.op25b.controller.policyops.PhaseOperations;
import org.op25b.controller.policyops.PhaseOutcome;
import org.op25b.controller.policyops.PhaseTarget;
import org.op25b.controller.policyops.PolicyContext;
import org.op25b.controller.policyops.Schedule;

/**
 * What the commands share that change phases now or later: without the word please they only show
 * what would happen.
 */
abstract class PhaseCommand extends PolicyChangeCommand {
  @Option(name = "--note", description = "Why, for the record")
  String note = "";

  final PhaseOperations phases() {
    return get(PhaseOperations.class);
  }

  /** Returns the words without the closing please. */
  static List<String> withoutPlease(List<String> words) {
    return isConfirmed(words) ? words.subList(0, words.size() - 1) : words;
  }

  static boolean isConfirmed(List<String> words) {
    return words != null && !words.isEmpty() && words.get(words.size() - 1).equals(PLEASE);
  }

  /** What is done with a context. */
  interface Change {
    PhaseOutcome make(PolicyContext context);
  }

  /** Makes a change, or shows what it would be. */
  final void make(boolean sure, Change change) throws IOException {
    PhaseOutcome outcome = change.make(policyContext(note, !sure));
    if (outputJson()) {
      print(new PhaseJson(mapper()).outcome(outcome, !sure, policies()));
      return;
    }
    show(outcome.policy().effect());
    outcome.schedule().ifPresent(this::show);
    outcome
        .stillScheduled()
        .forEach(
            coming ->
                print(
                    "still to come: %s, %s at %s",
                    coming.id(), Words.of(coming.phase()), coming.atLocal()));
    if (!outcome.policy().changed()) {
      print("The pools are in that phase; nothing changes.");
    } else if (sure) {
      print("Done: %s.", outcome.policy().version().map(PolicyChangeCommand::name).orElse("-"));
    } else {
      print("Nothing is changed yet. To do it, say the same again with the word %s.", PLEASE);
    }
  }

  private void show(Schedule schedule) {
    print(
        "schedule %s: %s at %s (%s), %s",
        schedule.id(),
        Words.of(schedule.phase()),
        schedule.atLocal(),
        schedule.at(),
        Words.of(schedule.state()));
  }

  static PhaseTarget target(List<String> pools, String area, boolean all) {
    boolean named = pools != null && !pools.isEmpty();
    if ((named ? 1 : 0) + (area == null ? 0 : 1) + (all ? 1 : 0) != 1) {
      throw new UserError("Name pools, or give --area, or --all: exactly one of them.");
    }
    if (named) {
      return PhaseTarget.pools(ImmutableList.copyOf(pools));
    }
    return all ? PhaseTarget.all() : PhaseTarget.area(area);
  }
}
