package org.op25b.controller.exemption.exchange;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.google.common.base.CharMatcher;
import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.op25b.controller.exemption.ExemptionRecord;
import org.op25b.controller.exemption.ImportRow;
import org.op25b.controller.exemption.Problem;
import org.op25b.controller.exemption.ProblemCode;

/** Exemptions as CSV (RFC 4180), with a header line that names the columns in any order. */
public final class CsvFile {
  private static final CsvMapper MAPPER = new CsvMapper();

  private CsvFile() {}

  /**
   * Reads rows to import. What is wrong with one row is noted in it.
   *
   * @param maxRows the most rows to read, at least 1
   * @throws org.op25b.controller.exemption.ChangeRefusedException when it is not CSV, lacks a
   *     column, has an unknown one, or has too many rows
   * @throws IOException when the reader fails
   */
  public static List<ImportRow> read(Reader in, int maxRows) throws IOException {
    List<ImportRow> rows = new ArrayList<>();
    try (CsvParser csv = MAPPER.getFactory().createParser(BoundedReader.ofFile(in))) {
      csv.enable(CsvParser.Feature.WRAP_AS_ARRAY);
      csv.setSchema(CsvSchema.emptySchema());
      int line = 1;
      try {
        csv.nextToken();
        List<String> header = null;
        while (csv.nextToken() == JsonToken.START_ARRAY) {
          List<String> cells = new ArrayList<>();
          line = readCells(csv, cells);
          if (cells.size() == 1 && cells.get(0).trim().isEmpty()) {
            continue;
          }
          if (header == null) {
            header = header(line, cells);
          } else if (rows.size() == maxRows) {
            throw FileRefusal.tooManyRows(maxRows);
          } else {
            rows.add(row(line, header, cells));
          }
        }
        if (header == null) {
          throw FileRefusal.at(1, "The file is empty.", "Start it with a line of column names.");
        }
      } catch (JsonParseException e) {
        throw FileRefusal.at(
            Math.max(line, e.getLocation() == null ? line : e.getLocation().getLineNr()),
            "This is not CSV: " + Problem.quote(e.getOriginalMessage()) + ".",
            "Close every quote, and double a quote inside a quoted value (RFC 4180).");
      }
    }
    return rows;
  }

  /** Writes {@code records} with a header line, as they are at {@code now}. */
  public static void write(Iterable<ExemptionRecord> records, Instant now, Writer out)
      throws IOException {
    CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setLineSeparator("\r\n");
    Columns.ALL.forEach(schema::addColumn);
    try (CsvGenerator csv = MAPPER.getFactory().createGenerator(out)) {
      csv.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      csv.enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS);
      csv.setSchema(schema.build());
      for (ExemptionRecord record : records) {
        csv.writeStartArray();
        for (String value : Columns.values(record, record.stateAt(now)).values()) {
          csv.writeString(value);
        }
        csv.writeEndArray();
      }
    }
  }

  /** Adds the cells of a row; returns the line on which it starts. */
  private static int readCells(CsvParser csv, List<String> cells) throws IOException {
    int line = 1;
    while (csv.nextToken() != JsonToken.END_ARRAY) {
      if (cells.isEmpty()) {
        // The parser stands behind the first cell, which may hold line breaks itself.
        int breaks = CharMatcher.is('\n').countIn(csv.getText());
        line = Math.max(1, csv.getCurrentLocation().getLineNr() - breaks);
      }
      cells.add(csv.getText());
    }
    return line;
  }

  private static List<String> header(int line, List<String> cells) {
    List<String> names = new ArrayList<>();
    for (String cell : cells) {
      // Spreadsheets put a byte order mark before the first name.
      String name = cell.replace("\ufeff", "").trim();
      if (!Columns.ALL.contains(name)) {
        throw FileRefusal.at(
            line,
            "There is no column " + Problem.quote(name) + ".",
            "The columns are " + Joiner.on(", ").join(Columns.ALL) + ".");
      }
      names.add(name);
    }
    for (String required : Columns.REQUIRED) {
      if (!names.contains(required)) {
        throw FileRefusal.at(
            line, "The column " + required + " is missing.", "Add it to the first line.");
      }
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw FileRefusal.at(line, "A column is there twice.", "Remove one of them.");
    }
    return names;
  }

  private static ImportRow row(int line, List<String> header, List<String> cells) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(header.size(), cells.size()); i++) {
      values.put(header.get(i), cells.get(i));
    }
    if (cells.size() == header.size()) {
      return Columns.row(line, values, ImmutableList.of());
    }
    return Columns.row(
        line,
        values,
        ImmutableList.of(
            Problem.of(
                ProblemCode.BAD_FILE,
                "",
                "The row has " + cells.size() + " values, the header " + header.size() + ".",
                "Quote values that hold commas.")));
  }
}
