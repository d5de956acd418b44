package org.op25b.cli;

import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ExemptionSort;

/** Completes customers. */
@Service
public class CustomerCompleter extends LiveExemptionsCompleter {
  /** Karaf makes it. */
  public CustomerCompleter() {
    super(ExemptionSort.CUSTOMER);
  }

  @Override
  String word(ExemptionRecord record) {
    return record.customer();
  }
}
