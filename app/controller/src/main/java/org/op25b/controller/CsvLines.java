package org.op25b.controller;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes JSON objects as CSV (RFC 4180): a header line, and a line for each object. */
public final class CsvLines {
  private CsvLines() {}

  /**
   * Writes the fields of {@code rows} that are named by {@code columns}.
   *
   * @throws IOException when the writer fails
   */
  public static void write(List<String> columns, Iterable<? extends JsonNode> rows, Writer out)
      throws IOException {
    CsvSchema.Builder schema = CsvSchema.builder();
    columns.forEach(schema::addColumn);
    CsvMapper mapper = new CsvMapper();
    mapper.configure(JsonGenerator.Feature.IGNORE_UNKNOWN, true);
    CsvSchema lines = schema.build().withHeader().withLineSeparator("\r\n");
    try (JsonGenerator csv =
        mapper
            .writer(lines)
            .createGenerator(out)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      for (JsonNode row : rows) {
        mapper.writer(lines).writeValue(csv, row);
      }
    }
  }
}
