package org.op25b.cli;

import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ExemptionSort;

/** Completes the ids of exemptions. */
@Service
public class ExemptionIdCompleter extends LiveExemptionsCompleter {
  /** Karaf makes it. */
  public ExemptionIdCompleter() {
    super(ExemptionSort.ID);
  }

  @Override
  String word(ExemptionRecord record) {
    return record.id();
  }
}
