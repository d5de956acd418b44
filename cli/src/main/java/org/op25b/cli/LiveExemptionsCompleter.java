package org.op25b.cli;

import com.google.common.collect.ImmutableList;
import java.util.stream.Stream;
import org.onosproject.cli.AbstractShellCommand;
import org.op25b.controller.PageSize;
import org.op25b.controller.exemption.ExemptionQuery;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ExemptionService;
import org.op25b.controller.exemption.ExemptionSort;
import org.op25b.controller.exemption.ExemptionState;

/** Completes a word of the first thousand exemptions in force or pending. */
abstract class LiveExemptionsCompleter extends WordsCompleter {
  private final ExemptionSort sort;

  LiveExemptionsCompleter(ExemptionSort sort) {
    this.sort = sort;
  }

  @Override
  final Stream<String> words() {
    return AbstractShellCommand.get(ExemptionService.class)
        .list(
            ExemptionQuery.builder()
                .setStates(ImmutableList.of(ExemptionState.ACTIVE, ExemptionState.PENDING))
                .setSort(sort)
                .setLimit(PageSize.MOST)
                .build())
        .records()
        .stream()
        .map(this::word);
  }

  abstract String word(ExemptionRecord record);
}
