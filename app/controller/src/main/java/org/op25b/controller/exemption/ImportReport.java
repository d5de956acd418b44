package org.op25b.controller.exemption;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.auto.value.AutoValue;
import com.google.common.collect.ImmutableList;
import java.util.Optional;

/** What happened, or would happen, to each row of an import. */
@AutoValue
public abstract class ImportReport {
  /** Whether the exemptions have been added: never when a row is refused or in a dry run. */
  public abstract boolean committed();

  /** One outcome for each row, in order. */
  public abstract ImmutableList<Row> rows();

  /** The rows that are refused. */
  public final ImmutableList<Row> refused() {
    return rows().stream().filter(row -> !row.problems().isEmpty()).collect(toImmutableList());
  }

  /** Returns a report. */
  public static ImportReport of(boolean committed, Iterable<Row> rows) {
    return new AutoValue_ImportReport(committed, ImmutableList.copyOf(rows));
  }

  /** The outcome of one row. */
  @AutoValue
  public abstract static class Row {
    /** The line on which it starts, from 1. */
    public abstract int line();

    /** The id of the exemption that was added. */
    public abstract Optional<String> id();

    /** What is wrong with it; empty when it is acceptable. */
    public abstract ImmutableList<Problem> problems();

    /** Returns an outcome. */
    public static Row of(int line, Optional<String> id, Iterable<Problem> problems) {
      return new AutoValue_ImportReport_Row(line, id, ImmutableList.copyOf(problems));
    }
  }
}
