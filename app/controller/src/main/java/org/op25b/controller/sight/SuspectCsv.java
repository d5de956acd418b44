package org.op25b.controller.sight;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.op25b.controller.CsvLines;

/** Suspects as CSV (RFC 4180) for the abuse desk. */
public final class SuspectCsv {
  private static final ImmutableList<String> COLUMNS =
      ImmutableList.of(
          "source",
          "customer",
          "pool",
          "device",
          "firstSeen",
          "lastSeen",
          "perSecond",
          "destinations");

  private SuspectCsv() {}

  /**
   * Writes a header line and one line for each suspect.
   *
   * @throws IOException when the writer fails
   */
  public static void write(List<Suspect> suspects, Writer out) throws IOException {
    SuspectJson json = new SuspectJson(new ObjectMapper());
    CsvLines.write(COLUMNS, Lists.transform(suspects, json::suspect), out);
  }
}
