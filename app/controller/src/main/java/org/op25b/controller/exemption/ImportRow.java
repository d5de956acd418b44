package org.op25b.controller.exemption;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;

/** One exemption of a file, or what is wrong with its line. */
@AutoValue
public abstract class ImportRow {
  /** The line on which it starts, from 1. */
  public abstract int line();

  /** What it asks for, as far as it could be read. */
  public abstract ExemptionDraft draft();

  /** What the reader objects to. */
  public abstract ImmutableList<Problem> problems();

  /** Returns a row. */
  public static ImportRow of(int line, ExemptionDraft draft, Iterable<Problem> problems) {
    return new AutoValue_ImportRow(line, draft, ImmutableList.copyOf(problems));
  }
}
