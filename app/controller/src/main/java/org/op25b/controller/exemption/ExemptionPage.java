package org.op25b.controller.exemption;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;

/** One page of a list. */
@AutoValue
public abstract class ExemptionPage {
  /** The exemptions of the page, in order. */
  public abstract ImmutableList<ExemptionRecord> records();

  /** How many there are on all pages together. */
  public abstract int total();

  /** Returns a page. */
  public static ExemptionPage of(Iterable<ExemptionRecord> records, int total) {
    return new AutoValue_ExemptionPage(ImmutableList.copyOf(records), total);
  }
}
