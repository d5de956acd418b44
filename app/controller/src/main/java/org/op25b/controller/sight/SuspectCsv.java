package org.op25b.controller.sight;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Suspects as CSV (RFC 4180) for the abuse desk. */
public final class SuspectCsv {
  private static final CsvSchema SCHEMA =
      CsvSchema.builder()
          .addColumn("source")
          .addColumn("customer")
          .addColumn("pool")
          .addColumn("device")
          .addColumn("firstSeen")
          .addColumn("lastSeen")
          .addColumn("perSecond")
          .addColumn("destinations")
          .build()
          .withHeader()
          .withLineSeparator("\r\n");

  private SuspectCsv() {}

  /**
   * Writes a header line and one line for each suspect.
   *
   * @throws IOException when the writer fails
   */
  public static void write(List<Suspect> suspects, Writer out) throws IOException {
    CsvMapper mapper = new CsvMapper();
    SuspectJson json = new SuspectJson(mapper);
    try (JsonGenerator csv =
        mapper
            .writer(SCHEMA)
            .createGenerator(out)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      for (Suspect suspect : suspects) {
        mapper.writer(SCHEMA).writeValue(csv, json.suspect(suspect));
      }
    }
  }
}
